import type { ModelInput } from '../../../../models/format/manifest.ts';
import type { Rectangle, Size } from '../../geometry.ts';
import { type Axis, findInputs } from './axis.ts';

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
  readonly across: Axis;
  readonly down: Axis;
  readonly isVerticalFirst: boolean;
}

const supports = { bilinear: 1, bicubic: 2 } as const;

/**
 * Prepares to resize a picture exactly as Pillow's `Image.resize` does, and TorchVision's `Resize`
 * with it: separable, antialiased when shrinking, rounded to 8 bits between the passes; the vertical
 * pass is first for tall pictures that shrink. libvips differs: it enlarges with another convention,
 * and shrinks by whole factors first.
 * https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c
 */
export function planResampling({ size, scaled, crop, filter }: ResampleOptions): Resampling {
  const support = supports[filter];
  const across = {
    support,
    scale: size.width / scaled.width,
    from: size.width,
    first: crop.left,
    length: crop.width,
  };
  const down = {
    support,
    scale: size.height / scaled.height,
    from: size.height,
    first: crop.top,
    length: crop.height,
  };
  const columns = findInputs(across, { begin: crop.left, end: crop.left + crop.width });
  const rows = findInputs(down, { begin: crop.top, end: crop.top + crop.height });
  const source = {
    left: columns.begin,
    top: rows.begin,
    width: columns.end - columns.begin,
    height: rows.end - rows.begin,
  };
  const isVerticalFirst = size.height > 2 * size.width && scaled.height < size.height;
  return { source, across, down, isVerticalFirst };
}
