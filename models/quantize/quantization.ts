import type { Statistics } from './calibration.ts';

/** uint8 `q` stands for `scale * (q - zeroPoint)`. */
export interface Quantization {
  /** A float32 number. */
  readonly scale: number;
  /** 0 to 255. */
  readonly zeroPoint: number;
}

/** Greatest uint8 number. */
const steps = 255;

/** Keeps a tensor that is always zero from dividing by zero. */
const minScale = 2 ** -30;

/** Spreads 0 to 255 over a range that holds zero, so that a whole number stands for zero. */
export function quantizationOf([least, greatest]: Statistics['range']): Quantization {
  const scale = Math.max(Math.fround((greatest - least) / steps), minScale);
  return { scale, zeroPoint: Math.round((0 - least) / scale) };
}
