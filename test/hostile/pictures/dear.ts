import sharp, { type Sharp } from 'sharp';
import type { Kind } from '../run/part.ts';
import { createGrid, getCoded } from './formats/heif.ts';
import { createScans } from './formats/jpeg-scans.ts';
import { createPng } from './formats/png.ts';
import { once, pictureKind } from './picture-kind.ts';

/** Limits of functions/README.md: pictures just within them, with the settings that cost most. */
const dear: Readonly<Record<string, () => Promise<Buffer>>> = {
  'interlaced PNG of 24 megapixels with 16 bits': async () =>
    createPng({ width: 6_000, height: 4_000, bits: 16, colour: 6, interlace: 1 }),
  'PNG of 24 megapixels with 8 bits': async () =>
    createPng({ width: 4_899, height: 4_898, bits: 8, colour: 2, interlace: 0 }),
  'progressive CMYK JPEG of 24 megapixels with 100 scans': async () =>
    createScans({ width: 6_000, height: 4_000, scans: 100 }),
  'progressive JPEG of 24 megapixels': () =>
    createPattern(6_000, 4_000).jpeg({ progressive: true, quality: 20 }).toBuffer(),
  'baseline JPEG of 64 megapixels': () =>
    createPattern(8_000, 8_000).jpeg({ quality: 20 }).toBuffer(),
  'lossless WebP of 24 megapixels': () =>
    createPattern(6_000, 4_000).webp({ lossless: true, effort: 0 }).toBuffer(),
  'GIF of 24 megapixels': () => createPattern(6_000, 4_000).gif({ effort: 1 }).toBuffer(),
  'TIFF of 24 megapixels with 16 bits': () =>
    createPattern(6_000, 4_000)
      .toColourspace('rgb16')
      .tiff({ compression: 'deflate', predictor: 'none' })
      .toBuffer(),
  'AVIF of 10 megapixels with 12 bits': () =>
    createPattern(3_600, 2_750)
      .avif({ effort: 0, bitdepth: 12, chromaSubsampling: '4:4:4' })
      .toBuffer(),
  'AVIF of 12 megapixels with 8 bits': () =>
    createPattern(4_000, 3_100).avif({ effort: 0 }).toBuffer(),
  'HEIC of 900 tiles': async () => {
    const coded = (await getCoded()).find(({ brand }) => brand === 'heic');
    return coded ? createGrid(coded, { columns: 30, rows: 30, shared: false }) : Buffer.alloc(0);
  },
  'AVIF of 100 tiles': async () => {
    const coded = (await getCoded()).find(({ brand }) => brand === 'avif');
    return coded ? createGrid(coded, { columns: 10, rows: 10, shared: true }) : Buffer.alloc(0);
  },
};

const names = Object.keys(dear);
const makers = new Map(Object.entries(dear).map(([name, make]) => [name, once(make)]));

export const dearKinds: Readonly<Record<string, Kind>> = {
  dear: pictureKind({ weight: 3, always: 'alone' }, async (random) => {
    const title = random.pick(names);
    return { title, bytes: (await makers.get(title)?.()) ?? Buffer.alloc(0) };
  }),
};

/** Returns a dear picture that a decoder works on for long: 24 megapixels in 100 scans, in 200 kB. */
export function getScans(): Promise<Buffer> {
  return (
    makers.get('progressive CMYK JPEG of 24 megapixels with 100 scans')?.() ?? Promise.reject()
  );
}

/** Returns a picture with detail that compresses well: the same tile of noise again and again. */
function createPattern(width: number, height: number): Sharp {
  const tile = Buffer.alloc(64 * 64 * 3);
  for (let at = 0; at < tile.length; at += 1) tile[at] = (at * 2_654_435_761) >>> 13;
  return createFlat(width, height).composite([
    { input: tile, raw: { width: 64, height: 64, channels: 3 }, tile: true },
  ]);
}

function createFlat(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#888' } });
}
