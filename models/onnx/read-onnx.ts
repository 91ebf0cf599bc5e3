import { fromBinary } from '@bufbuild/protobuf';
import { ModelError } from '../format/model-error.ts';
import {
  TensorProto_DataLocation as DataLocation,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type TensorProto,
} from '../proto/onnx_pb.ts';
import { collectGraphs } from './nested-graphs.ts';

/** The oldest operator set that ONNX Runtime supports; from it on, shapes broadcast. */
const minOpset = 7n;

export interface OnnxFile {
  readonly model: ModelProto;
  readonly graph: GraphProto;
}

/**
 * Reads an ONNX file that includes its weights.
 *
 * @throws ModelError naming `path`.
 */
export function readOnnx(bytes: Uint8Array, path: string): OnnxFile {
  const model = parse(bytes, path);
  const { graph } = model;
  if (!graph || graph.node.length === 0)
    throw new ModelError(`${path} is not an ONNX file, or its graph is empty.`);
  const version = model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  if (version && version.version < minOpset) {
    throw new ModelError(
      `${path} uses operator set ${version.version}, the oldest supported is ${minOpset}: export the model with a newer one.`,
    );
  }
  const external = collectGraphs(graph).flatMap(listTensors).find(isExternal);
  if (external) {
    throw new ModelError(
      `${path} keeps weights such as ${external.name || 'a constant'} in another file: save the model as one file.`,
    );
  }
  return { model, graph };
}

function parse(bytes: Uint8Array, path: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new ModelError(`${path} is not an ONNX file, or it is damaged.`, { cause });
  }
}

function listTensors({ initializer, sparseInitializer, node }: GraphProto): TensorProto[] {
  const sparse = sparseInitializer.flatMap(({ values, indices }) => [values, indices]);
  const attributes = node.flatMap(({ attribute }) => attribute.flatMap((a) => [a.t, ...a.tensors]));
  return [...initializer, ...sparse, ...attributes].filter((tensor) => tensor !== undefined);
}

function isExternal({ dataLocation, externalData }: TensorProto): boolean {
  return dataLocation === DataLocation.EXTERNAL || externalData.length > 0;
}
