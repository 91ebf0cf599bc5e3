import sharp from 'sharp';
import { expect, test } from 'vitest';
import { keepFirstImage } from '../../../../functions/image/formats/gif-blocks.ts';
import { encode } from '../../../support/encoder.ts';
import { draw, flat, gradient } from '../../../support/pixels.ts';

/** Encodes frames of 40 x 30 pixels. */
async function animate(colours: [number, number, number][]): Promise<Buffer> {
  const pixels = Buffer.concat(colours.map((colour) => flat(colour, 40, 30).data));
  const raw = { width: 40, height: 30 * colours.length, channels: 3, pageHeight: 30 } as const;
  return await sharp(pixels, { raw }).gif({ loop: 0, delay: 40 }).toBuffer();
}

const comment = Buffer.from([0x21, 0xfe, 3, ...Buffer.from('Hi!'), 0]);

test('only the first of several images is kept, with its look', async () => {
  const animation = await animate([
    [200, 60, 40],
    [10, 200, 30],
    [20, 30, 220],
  ]);
  const kept = keepFirstImage(animation);
  expect((await sharp(animation, { animated: true }).metadata()).pages).toBe(3);
  expect((await sharp(kept, { animated: true }).metadata()).pages ?? 1).toBe(1);
  const [first, whole] = await Promise.all(
    [kept, animation].map((gif) => sharp(gif).raw().toBuffer()),
  );
  expect(first?.equals(whole ?? Buffer.alloc(0))).toBe(true);
});

test('comments before the image and bytes behind it are removed', async () => {
  const gif = await encode(draw(gradient(9, 7)), 'gif');
  const plain = keepFirstImage(gif);
  const begin = 13 + 3 * 2 ** ((gif.readUInt8(10) & 7) + 1);
  const comments = Buffer.concat(Array.from({ length: 1_000 }, () => comment));
  const flooded = Buffer.concat([gif.subarray(0, begin), comments, gif.subarray(begin), comment]);
  expect(keepFirstImage(flooded).equals(plain)).toBe(true);
  expect(keepFirstImage(plain)).toBe(plain);
});

test('an image that is cut off stays so', async () => {
  const gif = await encode(draw(gradient(40, 30)), 'gif');
  for (let length = 0; length < gif.length - 1; length += 7) {
    const cut = gif.subarray(0, length);
    expect(keepFirstImage(cut)).toBe(cut);
  }
});
