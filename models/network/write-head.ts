import type { Arithmetic } from './arithmetic.ts';
import { type Network, pooled } from './network.ts';
import type { OnnxGraph } from './onnx-graph.ts';

/** Number of classes whose maps are answered. */
const mapped = 5;

/** `[k, h, w]` of the class activation maps: k is 5, or the number of classes where that is less. */
export function heatShape({ features, classifier }: Network): [number, number, number] {
  return [Math.min(mapped, classifier.shape[0]), features.side, features.side];
}

/** Pooling and the linear layer, which make `logits`, and `heat` beside them. */
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
    inputs: [flattened, ...arithmetic.parameters(linear)],
    outputs: ['logits'],
    attributes: { transB: 1 },
  });
  writeHeat(network, graph, arithmetic);
}

/**
 * The class activation maps of the best classes (https://arxiv.org/abs/1512.04150): a class's row
 * of the classifier times the features that pooling reads. A map's mean plus the class's bias is
 * its logit.
 */
function writeHeat(network: Network, graph: OnnxGraph, arithmetic: Arithmetic): void {
  const { features, classifier } = network;
  const [k, height, width] = heatShape(network);
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
