import { fromBinary } from '@bufbuild/protobuf';
import { ModelError } from '../format/model-error.ts';
import {
  TensorProto_DataLocation as DataLocation,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type TensorProto,
} from '../proto/onnx_pb.ts';
import { graphsOf } from './graphs-of.ts';

/** The oldest operator set that ONNX Runtime promises to run; from it on, shapes broadcast. */
const oldestOperatorSet = 7n;

export interface OnnxFile {
  readonly model: ModelProto;
  readonly graph: GraphProto;
}

/**
 * Reads a file in the ONNX format that is whole: a graph with its weights.
 *
 * @throws ModelError with a sentence about `path`.
 */
export function readOnnx(bytes: Uint8Array, path: string): OnnxFile {
  const model = parse(bytes, path);
  const { graph } = model;
  if (!graph || graph.node.length === 0) throw new ModelError(`${path} is no ONNX file.`);
  const version = model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  if (version && version.version < oldestOperatorSet) {
    throw new ModelError(
      `${path} uses operator set ${version.version}, and ${oldestOperatorSet} is the oldest that runs: export it again with a newer one.`,
    );
  }
  const outside = graphsOf(graph).flatMap(tensorsOf).find(isOutside);
  if (outside) {
    throw new ModelError(
      `${path} keeps weights such as ${outside.name || 'a constant'} in another file: save it with all of its data in one.`,
    );
  }
  return { model, graph };
}

function parse(bytes: Uint8Array, path: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new ModelError(`${path} is no ONNX file, or it is damaged.`, { cause });
  }
}

function tensorsOf({ initializer, sparseInitializer, node }: GraphProto): TensorProto[] {
  const sparse = sparseInitializer.flatMap(({ values, indices }) => [values, indices]);
  const attributes = node.flatMap(({ attribute }) => attribute.flatMap((a) => [a.t, ...a.tensors]));
  return [...initializer, ...sparse, ...attributes].filter((tensor) => tensor !== undefined);
}

function isOutside({ dataLocation, externalData }: TensorProto): boolean {
  return dataLocation === DataLocation.EXTERNAL || externalData.length > 0;
}
