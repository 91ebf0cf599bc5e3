import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, type NodeProto } from '../../../../models/proto/onnx_pb.ts';

/**
 * Counts the operators that an output of a graph depends on, by type.
 *
 * @param file An ONNX file.
 * @throws Error if no operator computes the output.
 */
export function countOperators(file: Uint8Array, output: string): Map<string, number> {
  const nodes = fromBinary(ModelProtoSchema, file).graph?.node ?? [];
  const producers = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node])));
  if (!producers.has(output)) throw new Error(`no operator computes ${output}`);
  const found = new Set<NodeProto>();
  const names = [output];
  for (const name of names) {
    const node = producers.get(name);
    if (!node || found.has(node)) continue;
    found.add(node);
    names.push(...node.input);
  }
  const counts = new Map<string, number>();
  for (const { opType } of found) counts.set(opType, (counts.get(opType) ?? 0) + 1);
  return counts;
}
