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
  /** Integers and lists of integers: no operator used here has other attributes. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** An input or output of the graph; a string dimension is a size known at run time. */
export interface Port {
  readonly name: string;
  readonly type: 'FLOAT' | 'UINT8';
  /** Any shape if it is not given. */
  readonly shape?: readonly (number | string)[];
}

export type ConstantData = Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

/**
 * Operator set and file format, supported by ONNX Runtime 1.12 and newer:
 * https://onnxruntime.ai/docs/reference/compatibility.html#onnx-opset-support
 */
const operatorSet = 17n;
const irVersion = 8n;

/**
 * A graph that is built node by node and serialised to a file. For the operators see
 * https://github.com/onnx/onnx/blob/main/docs/Operators.md
 */
export class OnnxGraph {
  readonly #nodes: MessageInitShape<typeof NodeProtoSchema>[] = [];
  readonly #initializers: MessageInitShape<typeof TensorProtoSchema>[] = [];

  add(node: Node): void {
    this.#nodes.push(toNodeProto(node));
  }

  /** Adds a constant tensor, by default a vector. Returns its name. */
  constant(name: string, data: ConstantData, shape: readonly number[] = [data.length]): string {
    this.#initializers.push(toTensorProto(name, data, shape));
    return name;
  }

  /** Returns the bytes of the file: the same calls give the same bytes. */
  serialize(name: string, inputs: readonly Port[], outputs: readonly Port[]): Uint8Array {
    const model = create(ModelProtoSchema, {
      irVersion,
      opsetImport: [{ domain: '', version: operatorSet }],
      producerName: 'glimpse',
      graph: {
        name,
        node: this.#nodes,
        initializer: this.#initializers,
        input: inputs.map(toValueInfo),
        output: outputs.map(toValueInfo),
      },
    });
    return toBinary(ModelProtoSchema, model);
  }
}

/** Creates a node with the name of its first output. */
export function toNodeProto({
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
    attribute: Object.entries(attributes).map(toAttributeProto),
  };
}

/** Creates a tensor. */
export function toTensorProto(
  name: string,
  data: ConstantData,
  shape: readonly number[],
): MessageInitShape<typeof TensorProtoSchema> {
  return {
    name,
    dataType: getDataType(data),
    dims: shape.map(BigInt),
    // Little-endian, as the format requires and as on every platform that Node runs on.
    rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  };
}

function toAttributeProto([name, value]: [string, number | readonly number[]]): MessageInitShape<
  typeof AttributeProtoSchema
> {
  return typeof value === 'number'
    ? { name, type: AttributeType.INT, i: BigInt(value) }
    : { name, type: AttributeType.INTS, ints: value.map(BigInt) };
}

function getDataType(data: ConstantData): DataType {
  if (data instanceof Float32Array) return DataType.FLOAT;
  if (data instanceof Int8Array) return DataType.INT8;
  if (data instanceof Uint8Array) return DataType.UINT8;
  if (data instanceof Int32Array) return DataType.INT32;
  return DataType.INT64;
}

/** Creates the description of an input or output. */
export function toValueInfo({
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
