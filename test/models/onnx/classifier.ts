import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  ModelProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from '../../../models/proto/onnx_pb.ts';

type Shape = readonly (number | string)[] | undefined;
type Node = MessageInitShape<typeof NodeProtoSchema>;

/** Creates the description of an input or output. */
export function port(
  name: string,
  shape: Shape,
  elemType: number = DataType.FLOAT,
): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = shape?.map((size) => ({
    value:
      typeof size === 'number'
        ? { case: 'dimValue' as const, value: BigInt(size) }
        : { case: 'dimParam' as const, value: size },
  }));
  const value = { elemType, ...(dim && { shape: { dim } }) };
  return { name, type: { value: { case: 'tensorType', value } } };
}

/** Creates a node from one tensor to another. */
export function node(opType: string, [from, to]: [from: string, to: string], ints = {}): Node {
  const attribute = Object.entries<number | number[]>(ints).map(([name, value]) =>
    Array.isArray(value)
      ? { name, type: AttributeType.INTS, ints: value.map(BigInt) }
      : { name, type: AttributeType.INT, i: BigInt(value) },
  );
  return { opType, input: [from], output: [to], attribute };
}

export interface Options {
  readonly opset?: number;
  readonly irVersion?: number;
  readonly node?: Node[];
  readonly input?: MessageInitShape<typeof ValueInfoProtoSchema>[];
  readonly output?: MessageInitShape<typeof ValueInfoProtoSchema>[];
  readonly initializer?: MessageInitShape<typeof TensorProtoSchema>[];
}

/**
 * Creates a classifier of three classes, red, green and blue: each logit is the mean of a colour. Its
 * input is `x`, float32 `[n, 3, h, w]`, its output `y`, `[n, 3]`. `changed` replaces parts of the graph.
 */
export function classifier({ opset = 17, irVersion = 8, ...changed }: Options = {}): Uint8Array {
  const graph = {
    name: 'colours',
    node: [node('GlobalAveragePool', ['x', 'means']), node('Flatten', ['means', 'y'], { axis: 1 })],
    input: [port('x', ['n', 3, 'h', 'w'])],
    output: [port('y', ['n', 3])],
    ...changed,
  };
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(irVersion),
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    graph,
  });
  return toBinary(ModelProtoSchema, model);
}
