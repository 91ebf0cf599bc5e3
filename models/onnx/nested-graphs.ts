import type { GraphProto } from '../proto/onnx_pb.ts';

/** Returns a graph and the graphs nested in its If, Loop and Scan nodes, at any depth. */
export function collectGraphs(graph: GraphProto): GraphProto[] {
  const inner = graph.node.flatMap(({ attribute }) => attribute.flatMap((a) => [a.g, ...a.graphs]));
  return [graph, ...inner.filter((each) => each !== undefined).flatMap(collectGraphs)];
}
