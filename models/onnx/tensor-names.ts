import type { GraphProto } from '../proto/onnx_pb.ts';
import { collectGraphs } from './nested-graphs.ts';

/** The tensor names of a graph: finds unused names and frees used ones. */
export class TensorNames {
  readonly #graphs: readonly GraphProto[];
  readonly #taken: Set<string>;

  constructor(graph: GraphProto) {
    this.#graphs = collectGraphs(graph);
    this.#taken = new Set(
      this.#graphs.flatMap(({ input, initializer, node }) => [
        ...[...input, ...initializer].map(({ name }) => name),
        ...node.flatMap((each) => [...each.input, ...each.output]),
      ]),
    );
  }

  /** Reserves and returns `wanted`, or the next name like it that is not in use. */
  reserve(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${wanted}.${count}`;
    this.#taken.add(name);
    return name;
  }

  /**
   * Renames the tensors that have these names, everywhere. A name is unique in a graph and the
   * graphs nested in it: https://github.com/onnx/onnx/blob/main/docs/IR.md#names-within-a-graph
   *
   * @returns A function from old to new names.
   */
  vacate(names: readonly string[]): (name: string) => string {
    const newNames = new Map(
      names.filter((name) => this.#taken.has(name)).map((name) => [name, this.reserve(name)]),
    );
    const renamed = (name: string) => newNames.get(name) ?? name;
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
