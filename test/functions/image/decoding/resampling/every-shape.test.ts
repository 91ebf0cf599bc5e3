import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openKernels } from '../../../../../functions/image/decoding/resampling/kernels.ts';
import {
  cutIntoStrips,
  layOut,
} from '../../../../../functions/image/decoding/resampling/layout.ts';
import {
  planResampling,
  type ResampleOptions,
} from '../../../../../functions/image/decoding/resampling/plan-resampling.ts';
import { resample } from '../../../../../functions/image/decoding/resampling/resample.ts';
import type { Rectangle, Size } from '../../../../../functions/image/geometry.ts';
import { cut, resampleSlowly } from './reference.ts';

const side = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 140 }));
const size = fc.record({ width: side, height: side });
const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** A whole picture, or any part of it. */
const part = fc.option(fc.record({ width: chance, height: chance, left: chance, top: chance }), {
  nil: { width: 1, height: 1, left: 0, top: 0 },
  freq: 2,
});

const shape = fc.record({
  size,
  scaled: size,
  part,
  filter: fc.constantFrom('bilinear' as const, 'bicubic' as const),
});

function takePart({ width, height }: Size, fractions: Rectangle): Rectangle {
  const across = Math.max(1, Math.round(width * fractions.width));
  const down = Math.max(1, Math.round(height * fractions.height));
  const left = Math.floor((width - across + 1) * fractions.left);
  const top = Math.floor((height - down + 1) * fractions.top);
  return { width: across, height: down, left, top };
}

/** Noise, or only black and white, with which sums are the largest. */
function drawNoise({ width, height }: Size, seed: number): Buffer {
  let state = seed;
  const isExtreme = seed % 2 === 1;
  const bytes = Uint8Array.from({ length: width * height * 3 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    const level = (state >> 16) & 255;
    return isExtreme ? (level >> 7) * 255 : level;
  });
  return Buffer.from(bytes.buffer);
}

/** Expects the pixels of the formula. */
function expectExactPixels(options: ResampleOptions, seed: number): void {
  const plan = planResampling(options);
  const pixels = drawNoise(options.size, seed);
  const actual = resample(cut(pixels, options.size.width, plan.source), plan);
  const expected = cut(resampleSlowly(pixels, options), options.scaled.width, options.crop);
  expect(actual.equals(expected)).toBe(true);
}

test('every shape has the pixels of the formula, whatever memory holds, and writes to its layout only', () => {
  const orders = new Set<boolean>();
  const { memory } = openKernels();
  const other = Buffer.alloc(memory.length);
  const run = (
    { part, ...options }: Omit<ResampleOptions, 'crop'> & { part: Rectangle },
    seed: number,
    garbage: number,
  ): void => {
    const all = { ...options, crop: takePart(options.scaled, part) };
    memory.fill(garbage);
    expectExactPixels(all, seed);
    const plan = planResampling(all);
    const { bytes } = layOut(plan, cutIntoStrips(plan));
    other.fill(garbage);
    expect(other.subarray(bytes).equals(memory.subarray(bytes))).toBe(true);
    orders.add(plan.isVerticalFirst);
  };
  const garbage = fc.integer({ min: 1, max: 255 });
  fc.assert(fc.property(shape, fc.nat(), garbage, run), { seed: 22, numRuns: 400 });
  expect(orders.size).toBe(2);
});

const filters = ['bilinear', 'bicubic'] as const;

test.each(filters)(
  'a picture that needs more memory than stays gets its pixels too, %s',
  (filter) => {
    for (const [size, scaled] of [
      [
        { width: 90_000, height: 3 },
        { width: 30_000, height: 2 },
      ],
      [
        { width: 30, height: 60_000 },
        { width: 20, height: 10 },
      ],
    ] as const) {
      const options = { size, scaled, crop: { left: 0, top: 0, ...scaled }, filter };
      const plan = planResampling(options);
      expect(layOut(plan, cutIntoStrips(plan)).bytes).toBeGreaterThan(openKernels().memory.length);
      expectExactPixels(options, 1);
    }
  },
);
