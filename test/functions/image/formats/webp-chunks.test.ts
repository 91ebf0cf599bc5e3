import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { keepFirstFrame } from '../../../../functions/image/formats/webp-chunks.ts';
import { difference, draw, flat, gradient } from '../../../support/pixels.ts';
import { decodeSquare } from '../../../support/square.ts';

function chunk(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body, Buffer.alloc(body.length % 2)]);
}

function riff(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  const header = Buffer.alloc(8);
  header.write('RIFF');
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

/** An animation of one red pixel on a canvas of 16 x 16, by hand: RFC 9649, 2.7.1. */
function createAnimation(frames: number): Buffer {
  const pixel = Buffer.from('2f00000010071011118888fe0700', 'hex');
  const frame = Buffer.alloc(16);
  frame.writeUIntLE(100, 12, 3);
  const anmf = chunk('ANMF', Buffer.concat([frame, chunk('VP8L', pixel)]));
  const canvas = Buffer.alloc(10);
  canvas[0] = 0x12;
  canvas.writeUIntLE(15, 4, 3);
  canvas.writeUIntLE(15, 7, 3);
  return riff(
    chunk('VP8X', canvas),
    chunk('ANIM', Buffer.alloc(6)),
    ...Array<Buffer>(frames).fill(anmf),
  );
}

/** Two frames, as sharp writes them. */
async function animate(): Promise<Buffer> {
  const frames = [gradient(40, 30), flat([0, 0, 255], 40, 30)];
  const pages = await Promise.all(frames.map((frame) => draw(frame).png().toBuffer()));
  return await sharp(pages, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer();
}

describe('of an animation', () => {
  test('the first frame is kept', async () => {
    const animated = await animate();
    const still = keepFirstFrame(animated);
    expect(still.length).toBeLessThan(animated.length);
    expect((await sharp(animated).metadata()).pages).toBe(2);
    expect((await sharp(still).metadata()).pages ?? 1).toBe(1);
    const { pixels, inspected } = await decodeSquare(animated);
    expect(inspected).toMatchObject({ format: 'webp', width: 40, height: 30 });
    const first = await decodeSquare(await draw(gradient(40, 30)).png().toBuffer());
    expect(difference(pixels, first.pixels).max).toBe(0);
  });

  test('with 100,000 frames only one reaches the decoder', async () => {
    const { inspected, pixels } = await decodeSquare(createAnimation(100_000));
    expect(inspected.data.equals(createAnimation(1))).toBe(true);
    expect(difference(pixels, (await decodeSquare(createAnimation(1))).pixels).max).toBe(0);
  });
});

test('a still picture is returned as it is, with its profile and orientation', async () => {
  const still = await draw(gradient(40, 30))
    .withMetadata({ orientation: 6 })
    .withIccProfile('p3')
    .webp()
    .toBuffer();
  expect(keepFirstFrame(still)).toBe(still);
});

test('chunks of metadata are removed', async () => {
  const plain = await draw(gradient(40, 30)).webp({ lossless: true }).toBuffer();
  const xmp = Buffer.alloc(1_000_001);
  const canvas = Buffer.alloc(10);
  canvas.writeUIntLE(39, 4, 3);
  canvas.writeUIntLE(29, 7, 3);
  const pixels = plain.subarray(12);
  const noted = riff(chunk('VP8X', canvas), pixels, chunk('XMP ', xmp), chunk('note', xmp));
  expect(keepFirstFrame(noted).equals(riff(chunk('VP8X', canvas), pixels))).toBe(true);
});

test('bytes behind the end, and later frames that are cut off, do not count', async () => {
  const one = createAnimation(1);
  const junk = Buffer.from('JUNK\xff\xff\xff\x7f', 'latin1');
  expect(keepFirstFrame(Buffer.concat([createAnimation(9), junk])).equals(one)).toBe(true);
  expect(keepFirstFrame(createAnimation(9).subarray(0, one.length + 20)).equals(one)).toBe(true);
});

test('a first frame that is cut off is refused', async () => {
  const animated = createAnimation(2);
  const cut = animated.subarray(0, createAnimation(1).length - 6);
  await expect(decodeSquare(cut)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
});
