import { ModelError } from '../format/model-error.ts';
import {
  TensorProto_DataType as DataType,
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from '../proto/onnx_pb.ts';

/** The one input or output of a classifier. */
export interface FloatTensor {
  readonly name: string;
  /** Undefined if the file does not give a shape. */
  readonly dimensions: readonly TensorShapeProto_Dimension[] | undefined;
}

/**
 * Returns the only input or output of a model, a float32 tensor.
 *
 * @throws ModelError if there are several, or it has another type.
 */
export function onlyFloatTensor(
  tensors: readonly ValueInfoProto[],
  kind: 'input' | 'output',
): FloatTensor {
  const [tensor, ...more] = tensors;
  if (!tensor || more.length > 0) {
    const names = tensors.map(({ name }) => name).join(', ') || 'none';
    throw new ModelError(
      `An image classifier has one ${kind}, this model has ${tensors.length} (${names}): export it with one.`,
    );
  }
  const type = tensor.type?.value;
  if (type?.case !== 'tensorType' || type.value.elemType !== DataType.FLOAT) {
    const found = type?.case === 'tensorType' ? describeType(type.value.elemType) : 'not a tensor';
    throw new ModelError(
      `The ${kind} ${tensor.name} of this model is ${found}, expected float32: export it with float32.`,
    );
  }
  return { name: tensor.name, dimensions: type.value.shape?.dim };
}

/** Returns the length of a dimension; undefined if it is known only at run time. */
export function fixedLength(dimension: TensorShapeProto_Dimension | undefined): number | undefined {
  return dimension?.value.case === 'dimValue' ? Number(dimension.value.value) : undefined;
}

/** Formats a shape, such as `[n, 3, 224, 224]`. */
export function formatShape(dimensions: readonly TensorShapeProto_Dimension[]): string {
  return `[${dimensions.map(({ value }) => value.value ?? 'any').join(', ')}]`;
}

function describeType(elementType: number): string {
  const [name = 'of an unknown type'] =
    Object.entries(DataType).find(([, value]) => value === elementType) ?? [];
  return name.toLowerCase();
}
