import type { Convolution, Network } from '../network/network.ts';
import type { Frame } from './frame-planes.ts';

/** How the bytes of a picture are the first layer's quantised input as they are. */
export interface QuantizedPixels {
  /** The byte that stands for zero in every channel; one step is one grey level. */
  readonly zeroPoint: number;
  /** What goes around the picture in place of the layer's padding; null where that will do. */
  readonly frame: Frame | null;
  /** The first layer, reading pixels minus `zeroPoint` rather than minus their mean. */
  readonly stem: Convolution;
}

/**
 * Each colour has a mean of its own, yet a quantised convolution has one zero point for all of them
 * and pads with it. What lies between goes into the bias, since
 * `w * (x - mean) = w * (x - zeroPoint) + w * (zeroPoint - mean)`, and padding becomes a frame of
 * the mean colour, as exact as the picture's own bytes are: to half a grey level.
 */
export function quantizePixels({ pixelMean, layers: [stem] }: Network): QuantizedPixels {
  const [red, green, blue] = pixelMean;
  const bytes = [Math.round(red), Math.round(green), Math.round(blue)] as const;
  const zeroPoint = bytes[1];
  const shifted = {
    ...stem,
    bias: biasFor(
      stem,
      pixelMean.map((mean) => zeroPoint - mean),
    ),
  };
  if (bytes.every((byte) => byte === zeroPoint)) return { zeroPoint, frame: null, stem: shifted };
  return {
    zeroPoint,
    frame: { padding: stem.padding, bytes },
    stem: { ...shifted, padding: [0, 0, 0, 0] },
  };
}

/** The bias plus what a constant in each input channel adds to each output. */
function biasFor({ shape, weight, bias }: Convolution, constants: readonly number[]): Float32Array {
  const [, inputs, height, width] = shape;
  const area = height * width;
  return bias.map((offset, output) =>
    constants.reduce((sum, constant, input) => {
      const start = (output * inputs + input) * area;
      return weight.subarray(start, start + area).reduce((s, value) => s + value * constant, sum);
    }, offset),
  );
}
