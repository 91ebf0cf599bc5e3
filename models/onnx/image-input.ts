import { ModelError } from '../format/model-error.ts';
import type { GraphProto, ValueInfoProto } from '../proto/onnx_pb.ts';
import { fixedLength, formatShape, onlyFloatTensor } from './tensor-type.ts';

/** The input of an image classifier. */
export interface ImageInput {
  readonly name: string;
  /** How many pictures it takes per call. */
  readonly batch: 1 | 'n';
  /** Side of the square in pixels. */
  readonly size: number;
  /** Whether the layout is NCHW (colours first) rather than NHWC (colours last). */
  readonly planar: boolean;
}

const colours = 3;

/**
 * Finds the input of an image classifier: float32 `[n, 3, size, size]` or `[n, size, size, 3]`.
 * Each dimension may also be variable. `size` is the user's option.
 *
 * @throws ModelError if there is no such input, or its size is unknown or differs.
 */
export function findImageInput(graph: GraphProto, size: number | undefined): ImageInput {
  const { name, dimensions } = onlyFloatTensor(listInputs(graph), 'input');
  const [batch, first, second, third] = dimensions ?? [];
  if (dimensions?.length !== 4 || !batch) {
    const found = dimensions ? `has shape ${formatShape(dimensions)}` : 'is of unknown shape';
    throw new ModelError(
      `The input ${name} ${found}, expected a batch of pictures, [n, 3, height, width] or [n, height, width, 3]: export the model with such an input.`,
    );
  }
  if ((fixedLength(batch) ?? 1) !== 1) {
    throw new ModelError(
      `The input ${name} has shape ${formatShape(dimensions)}: export the model for one picture, or for any number of them.`,
    );
  }
  const planar = fixedLength(third) !== colours || fixedLength(first) === colours;
  const [channels, ...sides] = planar ? [first, second, third] : [third, first, second];
  if ((fixedLength(channels) ?? colours) !== colours) {
    throw new ModelError(
      `The input ${name} has shape ${formatShape(dimensions)}, expected a dimension of 3 for red, green and blue: export the model for colour pictures.`,
    );
  }
  return {
    name,
    batch: fixedLength(batch) ? 1 : 'n',
    planar,
    size: squareSide(sides.map(fixedLength), size),
  };
}

/** Lists the inputs without the weights, which files of format 3 and older list as inputs too. */
export function listInputs({ input, initializer }: GraphProto): ValueInfoProto[] {
  const weights = new Set(initializer.map(({ name }) => name));
  return input.filter(({ name }) => !weights.has(name));
}

function squareSide(fixed: readonly (number | undefined)[], requested: number | undefined): number {
  const [height, width] = fixed;
  const side = requested ?? height ?? width;
  if (side === undefined) {
    throw new ModelError('This model takes pictures of any size: choose one with --size N.');
  }
  if ((height ?? side) === side && (width ?? side) === side) return side;
  throw new ModelError(
    `This model takes ${height ?? 'any'} x ${width ?? 'any'} pixels, not ${side} x ${side}: pass the --size of its square input.`,
  );
}
