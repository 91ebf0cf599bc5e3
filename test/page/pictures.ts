import sharp from 'sharp';
import { type PictureName, readPictureFixture } from '../support/fixtures.ts';
import type { TestFile } from './add-pictures.ts';

/** Returns a sample picture as a file. */
export function photograph(name: PictureName, as = `${name}.jpg`): TestFile {
  return { name: as, type: 'image/jpeg', bytes: readPictureFixture(name) };
}

/** Returns photographs of various shapes. */
export async function photographs(count: number): Promise<TestFile[]> {
  const names = ['coffee', 'chelsea', 'china', 'flower', 'rocket'] as const;
  const shapes = [
    [600, 400],
    [400, 600],
    [500, 500],
    [900, 300],
  ] as const;
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const name = names[at % names.length] ?? 'coffee';
      const [width, height] = shapes[at % shapes.length] ?? [600, 400];
      const bytes = await sharp(readPictureFixture(name))
        .resize(width, height, { fit: 'cover' })
        .jpeg()
        .toBuffer();
      return { name: `${name}-${at + 1}.jpg`, type: 'image/jpeg', bytes };
    }),
  );
}

/** Returns a picture of one colour. */
export async function plain(width: number, height: number, colour: string): Promise<TestFile> {
  const create = { width, height, channels: 3, background: colour } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return { name: 'plain.png', type: 'image/png', bytes };
}

/** Returns a grey square as a Windows icon: https://en.wikipedia.org/wiki/ICO_(file_format) */
export async function icon(side: number): Promise<TestFile> {
  const create = { width: side, height: side, channels: 3, background: '#808080' } as const;
  const png = await sharp({ create }).png().toBuffer();
  const header = Buffer.from([0, 0, 1, 0, 1, 0, side, side, 0, 0, 1, 0, 24, 0]);
  const place = Buffer.alloc(8);
  place.writeUInt32LE(png.length, 0);
  place.writeUInt32LE(header.length + place.length, 4);
  return { name: 'grey.ico', type: 'image/x-icon', bytes: Buffer.concat([header, place, png]) };
}
