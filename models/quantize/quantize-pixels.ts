import type { Convolution, Network } from '../network/network.ts';
import type { Frame } from './frame-planes.ts';

/** The first layer, adapted to take the bytes of a picture as quantised input without conversion. */
export interface QuantizedPixels {
  /** The byte that represents zero in every channel; one step is one grey level. */
  readonly zeroPoint: number;
  /** Frame that replaces the layer's padding; null if the padding is exact already. */
  readonly frame: Frame | null;
  /** The first layer, which reads pixels minus `zeroPoint` instead of minus their mean. */
  readonly stem: Convolution;
}

/**
 * Adapts the first layer to read the bytes of a picture. Each colour has its own mean, but a
 * quantised convolution has one zero point for all colours and pads with it. The difference goes into
 * the bias, since `w * (x - mean) = w * (x - zeroPoint) + w * (zeroPoint - mean)`, and padding becomes
 * a frame of the mean colour, exact to half a grey level like the picture's own bytes.
 */
export function quantizePixels({ pixelMean, layers: [stem] }: Network): QuantizedPixels {
  const [red, green, blue] = pixelMean;
  const bytes = [Math.round(red), Math.round(green), Math.round(blue)] as const;
  const zeroPoint = bytes[1];
  const shifted = {
    ...stem,
    bias: shiftBias(
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

/** Adds to the bias what a constant in each input channel adds to each output. */
function shiftBias(
  { shape, weight, bias }: Convolution,
  constants: readonly number[],
): Float32Array {
  const [, inputs, height, width] = shape;
  const area = height * width;
  return bias.map((offset, output) =>
    constants.reduce((sum, constant, input) => {
      const start = (output * inputs + input) * area;
      return weight.subarray(start, start + area).reduce((s, value) => s + value * constant, sum);
    }, offset),
  );
}
