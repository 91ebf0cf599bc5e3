import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { root } from '../../support/fixtures.ts';

/** Formats that the service decodes. */
export const formats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif', 'heic', 'bmp'] as const;
export type Format = (typeof formats)[number];

/** Valid pictures of each format, small ones, to make others from. */
export type Seeds = Readonly<Record<Format, readonly Buffer[]>>;

const folder = join(root, 'test', 'fixtures', 'pictures');
const extensions: Readonly<Record<string, Format>> = {
  '.jpg': 'jpeg',
  '.png': 'png',
  '.tif': 'tiff',
  '.avif': 'avif',
  '.heic': 'heic',
  '.bmp': 'bmp',
};

let made: Promise<Seeds> | undefined;

/** Returns the fixtures of each format, and pictures of kinds that are not among them. */
export function getSeeds(): Promise<Seeds> {
  made ??= makeSeeds();
  return made;
}

async function makeSeeds(): Promise<Seeds> {
  const seeds = Object.fromEntries(formats.map((format) => [format, []])) as unknown as Record<
    Format,
    Buffer[]
  >;
  for (const path of [folder, join(folder, 'tiff')]) {
    for (const name of readdirSync(path).sort()) {
      const format = extensions[extname(name)];
      if (format) seeds[format].push(readFileSync(join(path, name)));
    }
  }
  for (const [format, picture] of encodings) seeds[format].push(await picture.toBuffer());
  return seeds;
}

/** Returns a picture of coloured noise, the same each time. */
export function createNoise(width: number, height: number, channels: 1 | 3 | 4 = 3): Sharp {
  const pixels = Buffer.alloc(width * height * channels);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * 2_654_435_761) >>> 13;
  return sharp(pixels, { raw: { width, height, channels } });
}

/** Returns frames one below the other, as sharp takes an animation. */
function createFrames(count: number): Sharp {
  const [width, height] = [16, 12];
  const pixels = Buffer.alloc(width * height * count * 3, 0x40);
  for (let frame = 0; frame < count; frame += 1)
    pixels.fill(frame * 20, frame * 576, frame * 576 + 99);
  const raw = { width, height: height * count, channels: 3, pageHeight: height } as const;
  return sharp(pixels, { raw });
}

const small = () => createNoise(48, 40);
const encodings: readonly (readonly [Format, Sharp])[] = [
  ['jpeg', small().jpeg({ progressive: true })],
  ['jpeg', small().jpeg({ chromaSubsampling: '4:4:4' }).withMetadata({ orientation: 6 })],
  ['jpeg', small().toColourspace('cmyk').jpeg({ progressive: true })],
  ['jpeg', createNoise(40, 40, 1).jpeg()],
  ['jpeg', small().jpeg().withIccProfile('p3')],
  ['png', small().png()],
  ['png', small().png({ palette: true })],
  ['png', small().toColourspace('rgb16').png({ progressive: true })],
  ['png', createNoise(33, 21, 4).png({ progressive: true }).withIccProfile('p3')],
  ['webp', small().webp()],
  ['webp', small().webp({ lossless: true })],
  ['webp', createNoise(40, 40, 4).webp({ alphaQuality: 50 }).withMetadata({ orientation: 3 })],
  ['webp', createFrames(4).webp()],
  ['webp', createFrames(3).webp({ lossless: true })],
  ['gif', small().gif()],
  ['gif', createFrames(4).gif()],
  ['tiff', small().tiff({ compression: 'jpeg', tile: true })],
  ['avif', createNoise(64, 64, 4).avif({ effort: 0 })],
  ['avif', small().avif({ effort: 0, chromaSubsampling: '4:4:4', bitdepth: 12 })],
];
