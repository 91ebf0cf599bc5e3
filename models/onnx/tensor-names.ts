import type { GraphProto } from '../proto/onnx_pb.ts';
import { graphsOf } from './graphs-of.ts';

/** Tensor names of a graph, among which new ones can be found and old ones moved out of the way. */
export class TensorNames {
  readonly #graphs: readonly GraphProto[];
  readonly #taken: Set<string>;

  constructor(graph: GraphProto) {
    this.#graphs = graphsOf(graph);
    this.#taken = new Set(
      this.#graphs.flatMap(({ input, initializer, node }) => [
        ...[...input, ...initializer].map(({ name }) => name),
        ...node.flatMap((one) => [...one.input, ...one.output]),
      ]),
    );
  }

  /** `wanted`, or the next name like it that no tensor has; no tensor gets it again. */
  fresh(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${wanted}.${count}`;
    this.#taken.add(name);
    return name;
  }

  /**
   * Gives the tensors of those names, where there are some, other names wherever they are written.
   * Within a graph and the graphs inside it a name means one tensor only:
   * https://github.com/onnx/onnx/blob/main/docs/IR.md#names-within-a-graph
   *
   * @returns What a tensor is called now.
   */
  vacate(names: readonly string[]): (name: string) => string {
    const others = new Map(
      names.filter((name) => this.#taken.has(name)).map((name) => [name, this.fresh(name)]),
    );
    const renamed = (name: string) => others.get(name) ?? name;
    for (const graph of this.#graphs) rename(graph, renamed);
    return renamed;
  }
}

function rename(graph: GraphProto, renamed: (name: string) => string): void {
  const { input, output, valueInfo, initializer, sparseInitializer } = graph;
  const sparse = sparseInitializer.flatMap(({ values }) => values ?? []);
  for (const tensor of [...input, ...output, ...valueInfo, ...initializer, ...sparse]) {
    tensor.name = renamed(tensor.name);
  }
  for (const node of graph.node) {
    node.input = node.input.map(renamed);
    node.output = node.output.map(renamed);
  }
  for (const annotation of graph.quantizationAnnotation) {
    annotation.tensorName = renamed(annotation.tensorName);
    for (const entry of annotation.quantParameterTensorNames) entry.value = renamed(entry.value);
  }
}
