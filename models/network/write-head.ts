import type { Arithmetic } from './arithmetic.ts';
import { type Network, pooled } from './network.ts';
import type { OnnxGraph } from './onnx-graph.ts';

/** Number of classes with an activation map. */
const maxMaps = 5;

/** Returns the shape `[k, h, w]` of `heat`: k is 5, or the number of classes if there are fewer. */
export function getHeatShape({ features, classifier }: Network): [number, number, number] {
  return [Math.min(maxMaps, classifier.shape[0]), features.side, features.side];
}

/**
 * Writes pooling and the linear layer, which compute `logits`, and the nodes that compute `heat`.
 */
export function writeHead(network: Network, graph: OnnxGraph, arithmetic: Arithmetic): void {
  const { features, classifier } = network;
  const flattened = 'flattened';
  const linear = { ...classifier, input: flattened, groups: 1 };
  arithmetic.compute(
    { operator: 'GlobalAveragePool', inputs: [features.name], outputs: [pooled] },
    'none',
  );
  arithmetic.reshape({ operator: 'Flatten', inputs: [pooled], outputs: [flattened] });
  graph.add({
    operator: 'Gemm',
    inputs: [flattened, ...arithmetic.addParameters(linear)],
    outputs: ['logits'],
    attributes: { transB: 1 },
  });
  writeHeat(network, graph, arithmetic);
}

/**
 * Writes the class activation maps of the best classes (https://arxiv.org/abs/1512.04150): a
 * class's row of the classifier times the features before pooling. A map's mean plus the class's
 * bias is its logit.
 */
function writeHeat(network: Network, graph: OnnxGraph, arithmetic: Arithmetic): void {
  const { features, classifier } = network;
  const [k, height, width] = getHeatShape(network);
  const columns = graph.constant(
    'heat.columns.shape',
    BigInt64Array.of(0n, BigInt(features.channels), -1n),
  );
  const maps = graph.constant('heat.shape', BigInt64Array.from([0, k, height, width].map(BigInt)));
  graph.add({
    operator: 'TopK',
    inputs: ['logits', graph.constant('heat.k', BigInt64Array.of(BigInt(k)))],
    outputs: ['heat.logits', 'heat.classes'],
  });
  arithmetic.gatherWeights({
    layer: classifier.name,
    indices: 'heat.classes',
    output: 'heat.weights',
  });
  graph.add({
    operator: 'Reshape',
    inputs: [features.name, columns],
    outputs: ['heat.features'],
  });
  graph.add({
    operator: 'MatMul',
    inputs: ['heat.weights', 'heat.features'],
    outputs: ['heat.columns'],
  });
  graph.add({ operator: 'Reshape', inputs: ['heat.columns', maps], outputs: ['heat'] });
}
