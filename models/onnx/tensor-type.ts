import { ModelError } from '../format/model-error.ts';
import {
  TensorProto_DataType as DataType,
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from '../proto/onnx_pb.ts';

/** The one input or output of a classifier. */
export interface FloatTensor {
  readonly name: string;
  /** Undefined where the file does not say how many dimensions there are. */
  readonly dimensions: readonly TensorShapeProto_Dimension[] | undefined;
}

/**
 * The only one of a model's inputs or outputs, of which it must be float32.
 *
 * @throws ModelError
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
    const found = type?.case === 'tensorType' ? elementName(type.value.elemType) : 'no tensor';
    throw new ModelError(
      `The ${kind} ${tensor.name} of this model is ${found} and not float32: export it with float32.`,
    );
  }
  return { name: tensor.name, dimensions: type.value.shape?.dim };
}

/** How long a dimension is; undefined where that is known when the model runs. */
export function fixedLength(dimension: TensorShapeProto_Dimension | undefined): number | undefined {
  return dimension?.value.case === 'dimValue' ? Number(dimension.value.value) : undefined;
}

/** `[n, 3, 224, 224]` */
export function writtenShape(dimensions: readonly TensorShapeProto_Dimension[]): string {
  return `[${dimensions.map(({ value }) => value.value ?? 'any').join(', ')}]`;
}

function elementName(elementType: number): string {
  const [name = 'of an unknown type'] =
    Object.entries(DataType).find(([, value]) => value === elementType) ?? [];
  return name.toLowerCase();
}
