import type { ModelInput } from '../../../models/format/manifest.ts';
import type { Rectangle, Size } from '../geometry.ts';

export interface ResampleOptions {
  /** Size of the whole decoded picture. */
  readonly size: Size;
  /** Size of the whole resized picture. */
  readonly scaled: Size;
  /** The part of the resized picture to compute. */
  readonly crop: Rectangle;
  readonly filter: ModelInput['filter'];
}

/** How to compute a part of a resized picture. */
export interface Resampling {
  /** The part of the decoded picture that is read. */
  readonly source: Rectangle;
  readonly across: Weights;
  readonly down: Weights;
  readonly isVerticalFirst: boolean;
}

/** The input pixels of each output pixel along one axis, and their weights as fixed-point numbers. */
interface Weights {
  /** First input pixel, counted from the start of the part that is read. */
  readonly start: Int32Array;
  readonly count: Int32Array;
  /** `taps` weights per output pixel: the first `count` are used and sum to 2^22. */
  readonly weights: Int32Array;
  readonly taps: number;
}

/**
 * Prepares to resize a picture exactly as Pillow's `Image.resize` does, and TorchVision's `Resize`
 * with it: separable, antialiased when shrinking, rounded to 8 bits between the passes; the vertical
 * pass is first for tall pictures that shrink. libvips differs: it enlarges with another convention,
 * and shrinks by whole factors first.
 * https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c
 */
export function planResampling({ size, scaled, crop, filter }: ResampleOptions): Resampling {
  const [across, left, width] = computeWeights(filter, {
    from: size.width,
    to: scaled.width,
    first: crop.left,
    length: crop.width,
  });
  const [down, top, height] = computeWeights(filter, {
    from: size.height,
    to: scaled.height,
    first: crop.top,
    length: crop.height,
  });
  const isVerticalFirst = size.height > 2 * size.width && scaled.height < size.height;
  return { source: { left, top, width, height }, across, down, isVerticalFirst };
}

/**
 * Resizes the pixels of `source`, RGB, row by row.
 *
 * @returns The pixels of `crop`.
 */
export function resample(pixels: Buffer, plan: Resampling): Buffer {
  const { source, across, down, isVerticalFirst } = plan;
  if (isVerticalFirst) {
    return resampleRows(resampleColumns(pixels, source.width, down), source.width, across);
  }
  return resampleColumns(resampleRows(pixels, source.width, across), across.start.length, down);
}

const filters = {
  bilinear: { support: 1, weigh: weighTriangle },
  bicubic: { support: 2, weigh: weighCubic },
} as const;

function weighTriangle(x: number): number {
  return Math.max(0, 1 - Math.abs(x));
}

/** Keys' cubic with a = -0.5: https://ieeexplore.ieee.org/document/1163711 */
function weighCubic(x: number): number {
  const a = -0.5;
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}

/** Fractional bits: 32 less 8 for the pixel and 2 for sign and overshoot, as in Pillow. */
const precision = 22;
const half = 2 ** (precision - 1);

interface Axis {
  /** Pixels of the picture before and after resizing. */
  readonly from: number;
  readonly to: number;
  /** The output pixels to compute. */
  readonly first: number;
  readonly length: number;
}

/** Returns the weights, the first input pixel that is read, and how many are read. */
function computeWeights(
  filter: ModelInput['filter'],
  { from, to, first, length }: Axis,
): [weights: Weights, first: number, length: number] {
  const { support, weigh } = filters[filter];
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const reach = support * stretch;
  const taps = Math.ceil(reach) * 2 + 1;
  const [start, count] = [new Int32Array(length), new Int32Array(length)];
  const weights = new Int32Array(length * taps);
  const exact = new Float64Array(taps);
  const origin = Math.max(0, Math.trunc((first + 0.5) * scale - reach + 0.5));
  let end = origin;
  for (let i = 0; i < length; i += 1) {
    const center = (first + i + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(center - reach + 0.5));
    end = Math.min(from, Math.trunc(center + reach + 0.5));
    let sum = 0;
    for (let at = begin; at < end; at += 1) {
      const weight = weigh((at - center + 0.5) / stretch);
      exact[at - begin] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < end - begin; tap += 1) {
      weights[i * taps + tap] = toFixedPoint((exact[tap] as number) / sum);
    }
    start[i] = begin - origin;
    count[i] = end - begin;
  }
  return [{ start, count, weights, taps }, origin, end - origin];
}

function toFixedPoint(weight: number): number {
  const fixed = weight * 2 ** precision;
  return Math.trunc(fixed + (fixed < 0 ? -0.5 : 0.5));
}

function resampleRows(pixels: Buffer, width: number, axis: Weights): Buffer {
  const { start, count, weights, taps } = axis;
  const columns = start.length;
  const rows = pixels.length / (width * 3);
  const output = Buffer.allocUnsafe(rows * columns * 3);
  let to = 0;
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      let from = (y * width + (start[x] as number)) * 3;
      let red = half;
      let green = half;
      let blue = half;
      const end = x * taps + (count[x] as number);
      for (let tap = x * taps; tap < end; tap += 1) {
        const weight = weights[tap] as number;
        // Sums stay below 2^31, so that integer arithmetic, which is faster, is exact.
        red = (red + Math.imul(pixels[from] as number, weight)) | 0;
        green = (green + Math.imul(pixels[from + 1] as number, weight)) | 0;
        blue = (blue + Math.imul(pixels[from + 2] as number, weight)) | 0;
        from += 3;
      }
      output[to] = toByte(red);
      output[to + 1] = toByte(green);
      output[to + 2] = toByte(blue);
      to += 3;
    }
  }
  return output;
}

function resampleColumns(pixels: Buffer, width: number, axis: Weights): Buffer {
  const { start, count, weights, taps } = axis;
  const rows = start.length;
  const stride = width * 3;
  const output = Buffer.allocUnsafe(rows * stride);
  let to = 0;
  for (let y = 0; y < rows; y += 1) {
    const begin = (start[y] as number) * stride;
    const first = y * taps;
    const last = first + (count[y] as number);
    for (let x = 0; x < stride; x += 1) {
      let sum = half;
      let from = begin + x;
      for (let tap = first; tap < last; tap += 1) {
        sum = (sum + Math.imul(pixels[from] as number, weights[tap] as number)) | 0;
        from += stride;
      }
      output[to] = toByte(sum);
      to += 1;
    }
  }
  return output;
}

function toByte(fixed: number): number {
  const value = fixed >> precision;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
