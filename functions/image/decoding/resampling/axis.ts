import { openKernels } from './kernels.ts';

/** One axis of a picture that is resized, and the output pixels to compute. */
export interface Axis {
  /** How far the filter reaches when it enlarges, in input pixels: 1 for bilinear, 2 for bicubic. */
  readonly support: number;
  /** Input pixels per output pixel. */
  readonly scale: number;
  /** Number of input pixels. */
  readonly from: number;
  /** First output pixel to compute. */
  readonly first: number;
  /** Number of output pixels to compute. */
  readonly length: number;
}

/** Pixels along an axis: `end` is the one after the last. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

/** Finds the input pixels from which output pixels are computed. Both are counted from the border. */
export function findInputs({ support, scale, from }: Axis, { begin, end }: Range): Range {
  const kernels = openKernels();
  return {
    begin: kernels.findBegin(support, scale, begin),
    end: kernels.findEnd(support, scale, from, end - 1),
  };
}
