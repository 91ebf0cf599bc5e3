/** The window that a convolution or pooling moves over a map, in pixels. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
}

/** Top, left, bottom, right, in pixels: the order of ONNX's `pads`. */
export type Padding = readonly [top: number, left: number, bottom: number, right: number];

export interface PaddedWindow extends Window {
  readonly padding: Padding;
}

/** Computes the side of the square map that a window produces. */
export function computeSide({ kernel, stride, padding }: PaddedWindow, side: number): number {
  const [top, , bottom] = padding;
  return Math.floor((side + top + bottom - kernel) / stride) + 1;
}
