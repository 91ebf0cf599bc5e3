import { FloatArithmetic } from './float-arithmetic.ts';
import type { Network } from './network.ts';
import { writeNetwork } from './write-network.ts';

/** The model file of a network in float32. */
export function writeFloatNetwork(network: Network): Uint8Array {
  return writeNetwork(network, (graph) => new FloatArithmetic(graph, network));
}
