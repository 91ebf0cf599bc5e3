import type { Network } from '../network/network.ts';
import { writeNetwork } from '../network/write-network.ts';
import type { Calibration } from './calibration.ts';
import { quantizePixels } from './quantize-pixels.ts';
import { QuantizedArithmetic } from './quantized-arithmetic.ts';

/**
 * Writes the model file of a network in 8-bit integers: int8 weights with one scale per output,
 * uint8 values between layers, logits and heat in float32. The same network and calibration give
 * the same bytes on every machine.
 *
 * @throws ModelError if the calibration belongs to another network.
 */
export function quantize(network: Network, calibration: Calibration): Uint8Array {
  const pixels = quantizePixels(network);
  const [, ...rest] = network.layers;
  return writeNetwork(
    { ...network, layers: [pixels.stem, ...rest] },
    (graph) => new QuantizedArithmetic(graph, pixels, calibration),
  );
}
