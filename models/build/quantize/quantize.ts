import type { Network } from '../graph/network.ts';
import { writeNetwork } from '../graph/write-network.ts';
import { quantizePixels } from './quantize-pixels.ts';
import { QuantizedArithmetic } from './quantized-arithmetic.ts';
import type { Ranges } from './ranges.ts';

/**
 * The model file of a network in 8-bit integers: int8 weights with a scale for each output, uint8
 * values between layers, logits and heat in float32. The same network and ranges give the same
 * bytes on every machine.
 *
 * @throws ModelError where a tensor's range is missing.
 */
export function quantize(network: Network, ranges: Ranges): Uint8Array {
  const pixels = quantizePixels(network);
  const [, ...rest] = network.layers;
  return writeNetwork(
    { ...network, layers: [pixels.stem, ...rest] },
    (graph) => new QuantizedArithmetic(graph, pixels, ranges),
  );
}
