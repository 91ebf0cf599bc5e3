import { ModelError } from '../format/model-error.ts';
import type { GraphProto, ValueInfoProto } from '../proto/onnx_pb.ts';
import { fixedLength, onlyFloatTensor, writtenShape } from './tensor-type.ts';

/** Where a model takes its picture. */
export interface ImageInput {
  readonly name: string;
  /** How many pictures it takes at once. */
  readonly batch: 1 | 'n';
  /** Side of the square in pixels. */
  readonly size: number;
  /** Whether the colours come before the rows ("NCHW") rather than after the columns ("NHWC"). */
  readonly planar: boolean;
}

const colours = 3;

/**
 * Finds the input of an image classifier: float32 `[n, 3, size, size]` or `[n, size, size, 3]`,
 * each of which may also be of any length. `size` is what the user says.
 *
 * @throws ModelError
 */
export function imageInput(graph: GraphProto, size: number | undefined): ImageInput {
  const { name, dimensions } = onlyFloatTensor(trueInputs(graph), 'input');
  const [batch, first, second, third] = dimensions ?? [];
  if (dimensions?.length !== 4 || !batch) {
    const found = dimensions ? writtenShape(dimensions) : 'of unknown shape';
    throw new ModelError(
      `The input ${name} is ${found} and not a batch of pictures, [n, 3, height, width] or [n, height, width, 3].`,
    );
  }
  if ((fixedLength(batch) ?? 1) !== 1) {
    throw new ModelError(
      `The input ${name} is ${writtenShape(dimensions)}: export the model for one picture, or for any number of them.`,
    );
  }
  const planar = fixedLength(third) !== colours || fixedLength(first) === colours;
  const [channels, ...sides] = planar ? [first, second, third] : [third, first, second];
  if ((fixedLength(channels) ?? colours) !== colours) {
    throw new ModelError(
      `The input ${name} is ${writtenShape(dimensions)}: none of its dimensions is red, green and blue.`,
    );
  }
  return {
    name,
    batch: fixedLength(batch) ? 1 : 'n',
    planar,
    size: squareSide(sides.map(fixedLength), size),
  };
}

/** Files of format 3 and older list every weight among the inputs, as its default. */
export function trueInputs({ input, initializer }: GraphProto): ValueInfoProto[] {
  const weights = new Set(initializer.map(({ name }) => name));
  return input.filter(({ name }) => !weights.has(name));
}

function squareSide(fixed: readonly (number | undefined)[], wanted: number | undefined): number {
  const [height, width] = fixed;
  const side = wanted ?? height ?? width;
  if (side === undefined) {
    throw new ModelError('This model takes pictures of any size: say which with --size N.');
  }
  if ((height ?? side) === side && (width ?? side) === side) return side;
  throw new ModelError(
    `This model takes ${height ?? 'any'} x ${width ?? 'any'} pixels and not ${side} x ${side}.`,
  );
}
