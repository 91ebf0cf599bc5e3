import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  type AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  ModelProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from '../proto/onnx_pb.ts';

export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly [string, ...string[]];
  /** Integers and lists of them: no operator used here has an attribute of another type. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** An input or output of the graph; a string as dimension is a size known when the model runs. */
export interface Port {
  readonly name: string;
  readonly type: 'FLOAT' | 'UINT8';
  /** Anything where it is not given. */
  readonly shape?: readonly (number | string)[];
}

export type ConstantData = Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

/**
 * Operator set and file format that ONNX Runtime 1.12 and newer read:
 * https://onnxruntime.ai/docs/reference/compatibility.html#onnx-opset-support
 */
const operatorSet = 17n;
const irVersion = 8n;

/**
 * A graph that grows node by node and becomes a file. The operators are those of
 * https://github.com/onnx/onnx/blob/main/docs/Operators.md
 */
export class OnnxGraph {
  readonly #nodes: MessageInitShape<typeof NodeProtoSchema>[] = [];
  readonly #initializers: MessageInitShape<typeof TensorProtoSchema>[] = [];

  add(node: Node): void {
    this.#nodes.push(nodeOf(node));
  }

  /** Adds a tensor to the file: a vector unless a shape is given. Returns its name. */
  constant(name: string, data: ConstantData, shape: readonly number[] = [data.length]): string {
    this.#initializers.push(tensorOf(name, data, shape));
    return name;
  }

  /** The file: the same calls give the same bytes. */
  serialize(name: string, inputs: readonly Port[], outputs: readonly Port[]): Uint8Array {
    const model = create(ModelProtoSchema, {
      irVersion,
      opsetImport: [{ domain: '', version: operatorSet }],
      producerName: 'glimpse',
      graph: {
        name,
        node: this.#nodes,
        initializer: this.#initializers,
        input: inputs.map(valueInfo),
        output: outputs.map(valueInfo),
      },
    });
    return toBinary(ModelProtoSchema, model);
  }
}

/** A node called after its first output. */
export function nodeOf({
  operator,
  inputs,
  outputs,
  attributes = {},
}: Node): MessageInitShape<typeof NodeProtoSchema> {
  return {
    name: outputs[0],
    opType: operator,
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(attribute),
  };
}

export function tensorOf(
  name: string,
  data: ConstantData,
  shape: readonly number[],
): MessageInitShape<typeof TensorProtoSchema> {
  return {
    name,
    dataType: dataType(data),
    dims: shape.map(BigInt),
    // Little endian, as the format asks for and as every platform that Node runs on has it.
    rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  };
}

function attribute([name, value]: [string, number | readonly number[]]): MessageInitShape<
  typeof AttributeProtoSchema
> {
  return typeof value === 'number'
    ? { name, type: AttributeType.INT, i: BigInt(value) }
    : { name, type: AttributeType.INTS, ints: value.map(BigInt) };
}

function dataType(data: ConstantData): DataType {
  if (data instanceof Float32Array) return DataType.FLOAT;
  if (data instanceof Int8Array) return DataType.INT8;
  if (data instanceof Uint8Array) return DataType.UINT8;
  if (data instanceof Int32Array) return DataType.INT32;
  return DataType.INT64;
}

export function valueInfo({
  name,
  type,
  shape,
}: Port): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = shape?.map((size) => ({
    value:
      typeof size === 'number'
        ? { case: 'dimValue' as const, value: BigInt(size) }
        : { case: 'dimParam' as const, value: size },
  }));
  const tensor = { elemType: DataType[type], ...(dim && { shape: { dim } }) };
  return { name, type: { value: { case: 'tensorType', value: tensor } } };
}
