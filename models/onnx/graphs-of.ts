import type { GraphProto } from '../proto/onnx_pb.ts';

/** A graph and those that are the branches and bodies of its If, Loop and Scan, however deep. */
export function graphsOf(graph: GraphProto): GraphProto[] {
  const inner = graph.node.flatMap(({ attribute }) => attribute.flatMap((a) => [a.g, ...a.graphs]));
  return [graph, ...inner.filter((one) => one !== undefined).flatMap(graphsOf)];
}
