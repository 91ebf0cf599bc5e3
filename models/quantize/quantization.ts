import type { Statistics } from './calibration.ts';

/** uint8 `q` represents `scale * (q - zeroPoint)`. */
export interface Quantization {
  /** A float32 number. */
  readonly scale: number;
  /** 0 to 255. */
  readonly zeroPoint: number;
}

/** Greatest uint8 number. */
const maxByte = 255;

/** Prevents a division by zero for a tensor that is always zero. */
const minScale = 2 ** -30;

/** Maps a range that includes zero to the bytes 0 to 255, zero exactly to one of them. */
export function computeQuantization([min, max]: Statistics['range']): Quantization {
  const scale = Math.max(Math.fround((max - min) / maxByte), minScale);
  return { scale, zeroPoint: Math.round((0 - min) / scale) };
}
