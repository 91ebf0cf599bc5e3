import type { ModelInput } from '../../models/format/manifest.ts';
import type { Rectangle, Size } from './geometry.ts';

/** A part of a decoded picture: its pixels, and where in the picture it lies. */
export interface Source extends Rectangle {
  /** `width` x `height` x 3 bytes, RGB, row by row. */
  readonly data: Buffer;
}

export interface ResampleOptions {
  /** Size of the whole decoded picture. */
  readonly size: Size;
  /** Size of the whole resized picture. */
  readonly scaled: Size;
  /** The part of the resized picture to compute. */
  readonly crop: Rectangle;
  readonly filter: ModelInput['filter'];
}

/** Returns the part of a decoded picture that `resample` reads for the crop. */
export function computeSource(size: Size, options: Omit<ResampleOptions, 'size'>): Rectangle {
  const { across, down } = computeBothWeights({ size, ...options });
  const { crop } = options;
  const [left, right] = getSpan(across, crop.left, crop.width);
  const [top, bottom] = getSpan(down, crop.top, crop.height);
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * Resizes a picture exactly as Pillow's `Image.resize` does, and TorchVision's `Resize` with it:
 * separable, antialiased when shrinking, rounded to 8 bits between the passes; the vertical pass is
 * first for tall pictures that shrink.
 * libvips differs: it enlarges with another convention, and shrinks by whole factors first.
 * https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c
 *
 * @param source At least the part that `computeSource` returns.
 * @returns `crop.width` x `crop.height` x 3 bytes.
 */
export function resample(source: Source, options: ResampleOptions): Buffer {
  const { across, down } = computeBothWeights(options);
  const { size, scaled, crop } = options;
  const verticalFirst = size.height > 2 * size.width && scaled.height < size.height;
  return verticalFirst
    ? resampleRows(resampleColumns(source, down, crop), across, crop).data
    : resampleColumns(resampleRows(source, across, crop), down, crop).data;
}

function computeBothWeights({ size, scaled, filter }: Omit<ResampleOptions, 'crop'>) {
  return {
    across: computeWeights({ from: size.width, to: scaled.width, filter }),
    down: computeWeights({ from: size.height, to: scaled.height, filter }),
  };
}

/** Returns the first input pixel of a run of output pixels, and the one after the last. */
function getSpan({ start, count }: Weights, first: number, length: number): [number, number] {
  const last = first + length - 1;
  return [start[first] as number, (start[last] as number) + (count[last] as number)];
}

/** For each output pixel: its first input pixel, how many it reads, and their fixed-point weights. */
interface Weights {
  readonly start: Int32Array;
  readonly count: Int32Array;
  /** `taps` weights per output pixel, of `one` in sum. */
  readonly weights: Int32Array;
  readonly taps: number;
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly filter: ModelInput['filter'];
}

/** Bits behind the point: 8 are for the pixel, 2 for the sign and overshoot, as in Pillow. */
const precision = 22;
const one = 2 ** precision;
const half = 2 ** (precision - 1);

const filters = {
  bilinear: { support: 1, weigh: triangle },
  bicubic: { support: 2, weigh: catmullRom },
} as const;

function triangle(x: number): number {
  return Math.max(0, 1 - Math.abs(x));
}

/** The cubic of Keys with a = -0.5: https://ieeexplore.ieee.org/document/1163711 */
function catmullRom(x: number): number {
  const a = -0.5;
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}

function computeWeights({ from, to, filter }: Axis): Weights {
  const { support, weigh } = filters[filter];
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const reach = support * stretch;
  const taps = Math.ceil(reach) * 2 + 1;
  const [start, count] = [new Int32Array(to), new Int32Array(to)];
  const weights = new Int32Array(to * taps);
  for (let at = 0; at < to; at += 1) {
    const center = (at + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(center - reach + 0.5));
    const end = Math.min(from, Math.trunc(center + reach + 0.5));
    const exact = Array.from({ length: end - begin }, (_, i) =>
      weigh((i + begin - center + 0.5) / stretch),
    );
    const sum = exact.reduce((total, weight) => total + weight, 0);
    start[at] = begin;
    count[at] = end - begin;
    exact.forEach((weight, i) => {
      weights[at * taps + i] = roundAwayFromZero((weight / sum) * one);
    });
  }
  return { start, count, weights, taps };
}

function roundAwayFromZero(value: number): number {
  return Math.trunc(value + (value < 0 ? -0.5 : 0.5));
}

function resampleRows(source: Source, axis: Weights, { left, width }: Rectangle): Source {
  const { start, count, weights, taps } = axis;
  const { data, height } = source;
  const output = Buffer.allocUnsafe(height * width * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = left; x < left + width; x += 1) {
      let from = (y * source.width + (start[x] as number) - source.left) * 3;
      let red = half;
      let green = half;
      let blue = half;
      const end = x * taps + (count[x] as number);
      for (let tap = x * taps; tap < end; tap += 1) {
        const weight = weights[tap] as number;
        // Sums stay below 2^31: integer arithmetic is twice as fast.
        red = (red + Math.imul(data[from] as number, weight)) | 0;
        green = (green + Math.imul(data[from + 1] as number, weight)) | 0;
        blue = (blue + Math.imul(data[from + 2] as number, weight)) | 0;
        from += 3;
      }
      output[to] = toByte(red);
      output[to + 1] = toByte(green);
      output[to + 2] = toByte(blue);
      to += 3;
    }
  }
  return { ...source, left, width, data: output };
}

function resampleColumns(source: Source, axis: Weights, { top, height }: Rectangle): Source {
  const { start, count, weights, taps } = axis;
  const { data } = source;
  const stride = source.width * 3;
  const output = Buffer.allocUnsafe(height * stride);
  let to = 0;
  for (let y = top; y < top + height; y += 1) {
    const begin = ((start[y] as number) - source.top) * stride;
    const first = y * taps;
    const last = first + (count[y] as number);
    for (let x = 0; x < stride; x += 1) {
      let sum = half;
      let from = begin + x;
      for (let tap = first; tap < last; tap += 1) {
        sum = (sum + Math.imul(data[from] as number, weights[tap] as number)) | 0;
        from += stride;
      }
      output[to] = toByte(sum);
      to += 1;
    }
  }
  return { ...source, top, height, data: output };
}

function toByte(fixed: number): number {
  const value = fixed >> precision;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
