import type { ModelInput } from '../../models/format/manifest.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly left: number;
  readonly top: number;
}

/** How an upright picture is resized and cropped to the network's square. */
export interface Geometry {
  /** Size of the whole picture after resizing. */
  readonly scaled: Size;
  /** The square within the resized picture. */
  readonly crop: Rectangle;
  /** The same square within the upright picture, in fractional pixels. */
  readonly region: Rectangle;
}

/**
 * Computes TorchVision's `Resize(resize)` and `CenterCrop(size)`, down to their rounding: the long side
 * is truncated to an integer, and the crop's offsets are rounded half to even, as in Python. An offset
 * of one pixel would be a mean error of 3 to 5 levels.
 * https://github.com/pytorch/vision/blob/main/torchvision/transforms/functional.py
 */
export function computeGeometry(
  picture: Size,
  { resize, size }: Pick<ModelInput, 'resize' | 'size'>,
): Geometry {
  const scaled = resizeShortSide(picture, resize);
  const left = roundHalfToEven((scaled.width - size) / 2);
  const top = roundHalfToEven((scaled.height - size) / 2);
  const crop = { left, top, width: size, height: size };
  const across = picture.width / scaled.width;
  const down = picture.height / scaled.height;
  const region = {
    left: left * across,
    top: top * down,
    width: size * across,
    height: size * down,
  };
  return { scaled, crop, region };
}

function resizeShortSide({ width, height }: Size, resize: number): Size {
  return width <= height
    ? { width: resize, height: Math.trunc((resize * height) / width) }
    : { width: Math.trunc((resize * width) / height), height: resize };
}

function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
