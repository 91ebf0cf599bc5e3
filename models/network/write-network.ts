import type { Arithmetic } from './arithmetic.ts';
import type { Layer, Network } from './network.ts';
import { OnnxGraph } from './onnx-graph.ts';
import type { PaddedWindow } from './window.ts';
import { getHeatShape, writeHead } from './write-head.ts';

/**
 * Writes the model file of a network: uint8 `pixels` `[n, size, size, 3]` in, float32 `logits`
 * `[n, classes]` and `heat` `[n, k, h, w]` out.
 */
export function writeNetwork(
  network: Network,
  createArithmetic: (graph: OnnxGraph) => Arithmetic,
): Uint8Array {
  const { architecture, input, classifier } = network;
  const graph = new OnnxGraph();
  const arithmetic = createArithmetic(graph);
  graph.add({
    operator: 'Transpose',
    inputs: ['pixels'],
    outputs: ['planes'],
    attributes: { perm: [0, 3, 1, 2] },
  });
  arithmetic.center('planes');
  for (const layer of network.layers) writeLayer(layer, arithmetic);
  writeHead(network, graph, arithmetic);
  return graph.serialize(
    architecture,
    [{ name: 'pixels', type: 'UINT8', shape: ['n', input.size, input.size, 3] }],
    [
      { name: 'logits', type: 'FLOAT', shape: ['n', classifier.shape[0]] },
      { name: 'heat', type: 'FLOAT', shape: ['n', ...getHeatShape(network)] },
      ...arithmetic.outputs,
    ],
  );
}

function writeLayer(layer: Layer, arithmetic: Arithmetic): void {
  if (layer.kind === 'convolution') {
    const node = {
      operator: 'Conv',
      inputs: [layer.input, ...arithmetic.addParameters(layer)],
      outputs: [layer.name] as const,
      attributes: { ...windowAttributes(layer), group: layer.groups },
    };
    arithmetic.compute(node, layer.activation);
  } else if (layer.kind === 'addition') {
    const node = { operator: 'Add', inputs: layer.inputs, outputs: [layer.name] as const };
    arithmetic.compute(node, layer.activation);
  } else {
    arithmetic.select({
      operator: 'MaxPool',
      inputs: [layer.input],
      outputs: [layer.name],
      attributes: windowAttributes(layer),
    });
  }
}

function windowAttributes(window: PaddedWindow): Record<string, readonly number[]> {
  const { kernel, stride, padding } = window;
  return { kernel_shape: [kernel, kernel], pads: padding, strides: [stride, stride] };
}
