import type { Random } from '../../random.ts';
import type { Kind } from '../../run/part.ts';
import { type Made, pictureKind, repeat } from '../picture-kind.ts';

export const gifKinds: Readonly<Record<string, Kind>> = {
  'gif-blocks': pictureKind({ weight: 40 }, createBlocks),
  'gif-frames': pictureKind({ weight: 3 }, (random) => {
    const frame = createFrame(random, { width: 1, height: 1 });
    const count = random.magnitude(1_000, 15_000_000 / frame.length);
    return { title: `${count} frames`, bytes: createGif(random, [repeat(frame, count)]) };
  }),
};

const sides = [0, 1, 2, 16, 300, 4_898, 65_535];

/** Frames beside and beyond the canvas, comments, and pixels whose code is damaged. */
function createBlocks(random: Random): Made {
  const block = (): Buffer => {
    if (random.chance(0.3)) return createExtension(random);
    return createFrame(random, { width: random.pick(sides), height: random.pick(sides) });
  };
  const blocks = Array.from({ length: random.between(1, 6) }, () =>
    repeat(block(), random.chance(0.8) ? 1 : random.magnitude(2, 3_000)),
  );
  return { title: 'frames and extensions', bytes: createGif(random, blocks) };
}

function createGif(random: Random, blocks: readonly Buffer[]): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt16LE(random.pick(sides), 6);
  head.writeUInt16LE(random.pick(sides), 8);
  const bits = random.below(8);
  head[10] = random.chance(0.8) ? 0x80 | bits : bits;
  const table = head[10] & 0x80 ? random.bytes(3 * 2 ** (bits + 1)) : Buffer.alloc(0);
  return Buffer.concat([head, table, ...blocks, Buffer.from(';')]);
}

function createFrame(random: Random, { width, height }: { width: number; height: number }): Buffer {
  const head = Buffer.alloc(10);
  head[0] = 0x2c;
  head.writeUInt16LE(random.chance(0.8) ? 0 : random.pick(sides), 1);
  head.writeUInt16LE(random.chance(0.8) ? 0 : random.pick(sides), 3);
  head.writeUInt16LE(width, 5);
  head.writeUInt16LE(height, 7);
  head[9] = random.pick([0, 0, 0x40, 0x80, 0xc7]);
  const table = head[9] & 0x80 ? random.bytes(3 * 2 ** ((head[9] & 7) + 1)) : Buffer.alloc(0);
  const codeBits = Buffer.from([random.pick([0, 1, 2, 8, 8, 11, 12, 255])]);
  return Buffer.concat([head, table, codeBits, createSubBlocks(random)]);
}

function createExtension(random: Random): Buffer {
  const label = random.pick([0xfe, 0xf9, 0xff, 0x01, 0x77]);
  return Buffer.concat([Buffer.from([0x21, label]), createSubBlocks(random)]);
}

function createSubBlocks(random: Random): Buffer {
  const block = (): Buffer => {
    const length = random.pick([1, 4, 11, 255]);
    return Buffer.concat([Buffer.from([length]), random.bytes(length)]);
  };
  const blocks = repeat(block(), random.pick([0, 1, 2, 50]));
  return Buffer.concat([blocks, random.chance(0.95) ? Buffer.alloc(1) : Buffer.alloc(0)]);
}
