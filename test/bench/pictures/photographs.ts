import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '../../hostile/random.ts';
import { pictureNames, readPictureFixture } from '../../support/fixtures.ts';
import { getCachedFolder } from '../prepare/cached-folder.ts';

/** Made at once: one for each thread of libuv's default pool. */
const atOnce = 4;

/**
 * Makes a folder of photographs of about 500 x 375 pixels, once: parts of the sample pictures, the same
 * on every machine. A third has an sRGB profile, as photographs from cameras and phones do.
 */
export async function createPhotographs(count: number, onStep: () => void): Promise<string> {
  return await getCachedFolder({
    name: 'photographs',
    inputs: [readFileSync(new URL(import.meta.url)), `${count}`],
    make: async (folder) => {
      for (let first = 0; first < count; first += atOnce) {
        const numbers = Array.from(
          { length: Math.min(atOnce, count - first) },
          (_, at) => first + at,
        );
        await Promise.all(
          numbers.map(async (number) => {
            const file = join(folder, `${`${number}`.padStart(4, '0')}.jpg`);
            await writeFile(file, await createPhotograph(number));
            onStep();
          }),
        );
      }
    },
  });
}

async function createPhotograph(number: number): Promise<Uint8Array> {
  const random = new Random(`photograph:${number}`);
  const source = sharp(readPictureFixture(random.pick(pictureNames)));
  const { width = 0, height = 0 } = await source.metadata();
  const [longer, shorter] = [random.between(400, 600), random.between(300, 450)];
  const isUpright = random.chance(0.25);
  const [w, h] = isUpright ? [shorter, longer] : [longer, shorter];
  // The largest part with the same sides, or one whose sides are down to 0.6 of its.
  const scale = Math.min(width / w, height / h) * (random.between(60, 100) / 100);
  const [partWidth, partHeight] = [Math.floor(w * scale), Math.floor(h * scale)];
  const part = source
    .extract({
      left: random.between(0, width - partWidth),
      top: random.between(0, height - partHeight),
      width: partWidth,
      height: partHeight,
    })
    .resize(w, h);
  const quality = random.between(80, 95);
  const tagged = number % 3 === 0 ? part.withIccProfile('srgb') : part;
  return await tagged.jpeg({ quality }).toBuffer();
}
