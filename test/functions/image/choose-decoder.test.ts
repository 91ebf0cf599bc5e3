import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { root } from '../../support/fixtures.ts';

function draw(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#4080c0' } });
}

async function getDecoder(bytes: Buffer): Promise<string> {
  return (await inspect(bytes, localLimits)).decoder;
}

test.each([
  ['a photograph of 12 megapixels', () => draw(4_000, 3_000).jpeg(), 'here'],
  ['a JPEG of 48 megapixels', () => draw(8_000, 6_000).jpeg(), 'process'],
  ['a progressive JPEG for the web', () => draw(2_000, 1_500).jpeg({ progressive: true }), 'here'],
  ['a large progressive JPEG', () => draw(4_000, 3_000).jpeg({ progressive: true }), 'process'],
  ['a screenshot', () => draw(2_560, 1_440).png(), 'here'],
  ['an interlaced PNG of its size', () => draw(2_560, 1_440).png({ progressive: true }), 'here'],
  ['a larger one', () => draw(4_000, 1_440).png({ progressive: true }), 'process'],
  ['a PNG of 20 megapixels', () => draw(5_000, 4_000).png(), 'process'],
  ['a small WebP', () => draw(1_200, 800).webp(), 'here'],
  ['a large WebP', () => draw(3_000, 2_000).webp({ effort: 0 }), 'process'],
  ['a small lossless WebP', () => draw(250, 250).webp({ lossless: true }), 'here'],
  ['a larger one', () => draw(300, 300).webp({ lossless: true }), 'process'],
  ['one with transparency', () => draw(300, 300).ensureAlpha(0.5).webp(), 'process'],
  ['a small GIF', () => draw(600, 400).gif(), 'here'],
  ['the smallest AVIF', () => draw(16, 16).avif(), 'process'],
  ['the smallest TIFF', () => draw(16, 16).tiff(), 'process'],
] as const)('%s', async (_what, create, expected) => {
  expect(await getDecoder(await create().toBuffer())).toBe(expected);
});

test('HEIC has a thread, a BMP is decoded here', async () => {
  const read = (name: string) => readFileSync(join(root, 'test/fixtures/pictures', name));
  expect(await getDecoder(read('still.heic'))).toBe('thread');
  expect(await getDecoder(read('24.bmp'))).toBe('here');
});

test('a picture with a profile of any number of steps is not decoded here', async () => {
  const plain = await draw(30, 20).jpeg().withIccProfile('p3').toBuffer();
  expect(await getDecoder(plain)).toBe('here');
  const { icc } = await sharp(plain).metadata();
  const at = plain.indexOf(icc?.subarray(0, 128) ?? '');
  // The first tag of the profile's table becomes one that is a list of steps.
  const odd = Buffer.from(plain);
  odd.write('D2B0', at + 132, 'latin1');
  expect(await getDecoder(odd)).toBe('process');
});
