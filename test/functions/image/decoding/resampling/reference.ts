import type { ResampleOptions } from '../../../../../functions/image/decoding/resampling/plan-resampling.ts';

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly filter: ResampleOptions['filter'];
}

/** The input pixels of an output pixel: weights of 22 fractional bits for the pixels from `begin` on. */
interface Inputs {
  readonly begin: number;
  readonly weights: readonly number[];
}

/** Resizes a whole RGB picture: slow, and in numbers that hold every sum exactly. */
export function resampleSlowly(pixels: Uint8Array, options: ResampleOptions): Uint8Array {
  const { size, scaled, filter } = options;
  const across = { from: size.width, to: scaled.width, filter };
  const down = { from: size.height, to: scaled.height, filter };
  if (size.height > 2 * size.width && scaled.height < size.height) {
    return resizeRows(resizeColumns(pixels, size.width, down), size.width, across);
  }
  return resizeColumns(resizeRows(pixels, size.width, across), scaled.width, down);
}

/** Returns the part of a whole RGB picture. */
export function cut(
  pixels: Uint8Array,
  width: number,
  part: { left: number; top: number; width: number; height: number },
): Buffer {
  const rows = Array.from({ length: part.height }, (_, y) => {
    const at = ((part.top + y) * width + part.left) * 3;
    return pixels.subarray(at, at + part.width * 3);
  });
  return Buffer.concat(rows);
}

function resizeRows(pixels: Uint8Array, width: number, axis: Axis): Uint8Array {
  const rows = pixels.length / (width * 3);
  const output = new Uint8Array(rows * axis.to * 3);
  const all = listInputs(axis);
  for (let at = 0; at < output.length; at += 1) {
    const channel = at % 3;
    const x = Math.floor(at / 3) % axis.to;
    const y = Math.floor(at / 3 / axis.to);
    const { begin, weights } = all[x]!;
    const values = weights.map((_, i) => pixels[(y * width + begin + i) * 3 + channel]!);
    output[at] = mix(values, weights);
  }
  return output;
}

function resizeColumns(pixels: Uint8Array, width: number, axis: Axis): Uint8Array {
  const stride = width * 3;
  const output = new Uint8Array(axis.to * stride);
  const all = listInputs(axis);
  for (let at = 0; at < output.length; at += 1) {
    const { begin, weights } = all[Math.floor(at / stride)]!;
    const values = weights.map((_, i) => pixels[(begin + i) * stride + (at % stride)]!);
    output[at] = mix(values, weights);
  }
  return output;
}

function mix(values: readonly number[], weights: readonly number[]): number {
  const sum = values.reduce((total, value, i) => total + value * weights[i]!, 2 ** 21);
  return Math.min(255, Math.max(0, Math.floor(sum / 2 ** 22)));
}

function listInputs({ from, to, filter }: Axis): Inputs[] {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const reach = (filter === 'bilinear' ? 1 : 2) * stretch;
  return Array.from({ length: to }, (_, output) => {
    const center = (output + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(center - reach + 0.5));
    const end = Math.min(from, Math.trunc(center + reach + 0.5));
    const exact = Array.from({ length: end - begin }, (_, i) =>
      filters[filter](Math.abs((begin + i - center + 0.5) / stretch)),
    );
    const sum = exact.reduce((total, weight) => total + weight, 0);
    return { begin, weights: exact.map((weight) => round((weight / sum) * 2 ** 22)) };
  });
}

/** The filters for a distance of 0 or more. */
const filters = {
  bilinear: (x: number): number => Math.max(0, 1 - x),
  /** Keys' cubic with a = -0.5. */
  bicubic: (x: number): number => {
    if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
  },
};

/** Rounds halves away from 0. */
function round(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}
