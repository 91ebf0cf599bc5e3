import type { Random } from '../../random.ts';
import type { Kind } from '../../run/part.ts';
import { type Made, pictureKind } from '../picture-kind.ts';

/** Sizes of information headers, and none of them. */
const headers = [12, 16, 40, 52, 56, 64, 108, 124, 0, 13, 4_000];
const sides = [0, 1, 3, 64, 300, 4_898, -64, -1, 0x7fffffff, -0x80000000];

export const bmpKinds: Readonly<Record<string, Kind>> = {
  'bmp-headers': pictureKind({ weight: 50 }, (random) =>
    createBmp(random, () => random.pick(sides)),
  ),
  'bmp-runs': pictureKind({ weight: 20 }, (random) =>
    createBmp(random, () => random.magnitude(1, 4_000), { bits: random.pick([4, 8]), runs: true }),
  ),
};

function createBmp(
  random: Random,
  side: () => number,
  { bits = random.pick([1, 2, 4, 8, 16, 24, 32, 0, 64]), runs = false } = {},
): Made {
  const size = runs ? 40 : random.pick(headers);
  const head = Buffer.alloc(14 + 124);
  head.write('BM', 'latin1');
  head.writeUInt32LE(size, 14);
  const [width, height] = [side(), side()];
  if (size === 12) {
    head.writeUInt16LE(width & 0xffff, 18);
    head.writeUInt16LE(height & 0xffff, 20);
  } else {
    head.writeInt32LE(width, 18);
    head.writeInt32LE(height, 22);
  }
  const at = size === 12 ? 22 : 26;
  head.writeUInt16LE(1, at);
  head.writeUInt16LE(bits, at + 2);
  const compression = runs ? (bits === 4 ? 2 : 1) : random.pick([0, 0, 1, 2, 3, 4, 5, 6, 99]);
  if (size !== 12) head.writeUInt32LE(compression, 30);
  if (size !== 12 && random.chance(0.3))
    head.writeUInt32LE(random.pick([0, 1, 256, 257, 0xffffffff]), 46);
  if (compression === 3 || size > 40) random.bytes(16).copy(head, 54);
  const own = 14 + Math.min(size, 124);
  const offset = random.chance(0.8)
    ? own + (bits <= 8 ? 4 * 2 ** bits : 0)
    : random.pick([0, 10, 5_000, 0xffffffff]);
  head.writeUInt32LE(offset, 10);
  const pixels = runs ? createRuns(random) : random.bytes(random.magnitude(1, 20_000));
  const palette = Buffer.alloc(bits <= 8 ? 4 * 2 ** bits : 0, 0x33);
  const title = `header of ${size}, ${bits} bits, compression ${compression}, ${width} x ${height}`;
  return { title, bytes: Buffer.concat([head.subarray(0, own), palette, pixels]) };
}

/** Runs, moves, ends of rows and pixels as they are, with lengths that lead outside. */
function createRuns(random: Random): Buffer {
  const code = (): Buffer =>
    random.pick([
      Buffer.from([random.below(256), random.below(256)]),
      Buffer.from([255, 7]),
      Buffer.from([0, 2, random.below(256), random.below(256)]),
      Buffer.from([0, 2, 255, 255]),
      Buffer.from([0, random.below(3)]),
      Buffer.concat([Buffer.from([0, 200]), random.bytes(random.pick([200, 7]))]),
    ]);
  return Buffer.concat(Array.from({ length: random.magnitude(1, 30_000) }, code));
}
