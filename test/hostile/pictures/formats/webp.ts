import type { Random } from '../../random.ts';
import type { Kind } from '../../run/part.ts';
import { type Made, pictureKind, repeat } from '../picture-kind.ts';
import { findSections } from '../sections.ts';
import { getSeeds } from '../seeds.ts';

/** A VP8L bitstream of one pixel, as a chunk. */
const pixel = Buffer.from('5650384c0d0000002f00000010071011118888fe0700', 'hex');

export const webpKinds: Readonly<Record<string, Kind>> = {
  // libwebp walks over all frames in the square of their number: 30,000 took 5 s.
  'webp-frames': pictureKind({ weight: 2, always: 'alone' }, (random) => {
    const count = random.between(30_000, 60_000);
    return { title: `${count} frames of a pixel`, bytes: createAnimation(count, 16) };
  }),
  'webp-few-frames': pictureKind({ weight: 20 }, (random) => {
    const count = random.magnitude(1, 2_000);
    const side = random.pick([1, 2, 16, 1_000, 4_898, 16_383]);
    return { title: `${count} frames on ${side} pixels`, bytes: createAnimation(count, side) };
  }),
  'webp-chunks': pictureKind({ weight: 30 }, shuffleChunks),
  'webp-claims': pictureKind({ weight: 20 }, (random) => {
    const side = () => random.pick([1, 100, 4_899, 16_383]);
    const [width, height] = [side(), side()];
    const head = Buffer.from([0x2f, 0, 0, 0, 0]);
    head.writeUInt32LE((((height - 1) << 14) | (width - 1)) >>> 0, 1);
    const content = Buffer.concat([head, random.bytes(random.magnitude(1, 500))]);
    return {
      title: `VP8L of ${width} x ${height}`,
      bytes: createRiff([createChunk('VP8L', content)]),
    };
  }),
};

function createChunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

function createRiff(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** Creates an animation of a square canvas; each frame is one pixel. */
export function createAnimation(count: number, side: number): Buffer {
  const canvas = Buffer.alloc(10);
  canvas[0] = 0x12;
  canvas.writeUIntLE(side - 1, 4, 3);
  canvas.writeUIntLE(side - 1, 7, 3);
  const frame = Buffer.alloc(16);
  frame.writeUIntLE(100, 12, 3);
  const frames = repeat(createChunk('ANMF', Buffer.concat([frame, pixel])), count);
  return createRiff([createChunk('VP8X', canvas), createChunk('ANIM', Buffer.alloc(6)), frames]);
}

/** Chunks of valid files and others, in any order and number. */
async function shuffleChunks(random: Random): Promise<Made> {
  const { webp } = await getSeeds();
  const types = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP', 'EXIF', 'XMP ', 'junk'];
  const chunk = (): Buffer => {
    const file = random.pick(webp);
    const { start, end } = random.pick(findSections('webp', file).slice(1));
    if (random.chance(0.6)) return file.subarray(start, end);
    return createChunk(random.pick(types), random.bytes(random.pick([0, 1, 10, 16, 200])));
  };
  const chunks = Array.from({ length: random.between(1, 8) }, () =>
    repeat(chunk(), random.chance(0.8) ? 1 : random.magnitude(2, 5_000)),
  );
  return { title: 'chunks in any order', bytes: createRiff(chunks) };
}
