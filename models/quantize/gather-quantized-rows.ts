import type { Rows } from '../network/arithmetic.ts';
import type { OnnxGraph } from '../network/onnx-graph.ts';
import { TensorProto_DataType as DataType } from '../proto/onnx_pb.ts';

/**
 * Adds nodes that compute float32 rows of a quantised weight from the integers and scales of its
 * layer. Gathering five rows and then dequantising them is much faster than dequantising all.
 */
export function gatherQuantizedRows(graph: OnnxGraph, { layer, indices, output }: Rows): void {
  const axis = graph.constant(`${output}.axis`, BigInt64Array.of(-1n));
  const integers = `${output}.quantized`;
  const reals = `${output}.integers`;
  const scales = `${output}.scale`;
  const columns = `${output}.scale_columns`;
  graph.add({
    operator: 'Gather',
    inputs: [`${layer}.weight.quantized`, indices],
    outputs: [integers],
  });
  graph.add({
    operator: 'Cast',
    inputs: [integers],
    outputs: [reals],
    attributes: { to: DataType.FLOAT },
  });
  graph.add({ operator: 'Gather', inputs: [`${layer}.weight.scale`, indices], outputs: [scales] });
  graph.add({ operator: 'Unsqueeze', inputs: [scales, axis], outputs: [columns] });
  graph.add({ operator: 'Mul', inputs: [reals, columns], outputs: [output] });
}
