import { CheckpointError } from './checkpoint-error.ts';
import type { ElementKind } from './element-kind.ts';

/** A sequence of elements in a file that one or more tensors view. */
export class Storage {
  /** Name of the storage in the file. */
  readonly key: string;
  readonly kind: ElementKind;
  /** Number of elements. */
  readonly length: number;

  constructor(key: string, kind: ElementKind, length: number) {
    this.key = key;
    this.kind = kind;
    this.length = length;
  }

  get bytes(): number {
    return this.length * this.kind.bytes;
  }
}

export interface ViewShape {
  readonly shape: readonly number[];
  /** Distance in elements between neighbours, per dimension. */
  readonly strides: readonly number[];
  /** Position in the storage of the first element. */
  readonly offset: number;
}

/** PyTorch's maximum: https://docs.pytorch.org/docs/stable/tensor_view.html */
export const maxDimensions = 64;

/**
 * A tensor that has not been read yet. All of its elements are inside its storage, and `length`,
 * the product of its shape, is exact: the constructor checks both.
 */
export class TensorView {
  readonly storage: Storage;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly length: number;

  constructor(storage: Storage, { shape, strides, offset }: ViewShape) {
    const numbers = [...shape, ...strides, offset];
    if (!numbers.every((value) => Number.isSafeInteger(value) && value >= 0)) {
      throw new CheckpointError(
        'a tensor has a size, stride or offset that is not a natural number',
      );
    }
    if (shape.length !== strides.length) {
      throw new CheckpointError('a tensor has another number of sizes than strides');
    }
    // Rounding cannot bring a sum or product beyond 2^53 back below it, so these checks are safe.
    const product = shape.reduce((all, size) => all * Math.max(size, 1), 1);
    if (!Number.isSafeInteger(product)) throw new CheckpointError('a tensor is impossibly large');
    const empty = shape.includes(0);
    const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), offset);
    if (empty ? offset > storage.length : last >= storage.length) {
      throw new CheckpointError('a tensor reaches beyond its storage');
    }
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.length = empty ? 0 : product;
  }

  /** Whether its elements are in row-major order without gaps. */
  get contiguous(): boolean {
    let expected = 1;
    return this.shape.every((_, index) => {
      const axis = this.shape.length - 1 - index;
      const size = this.shape[axis] ?? 0;
      const fits = size === 1 || this.strides[axis] === expected;
      expected *= size;
      return fits;
    });
  }
}

/** Computes the strides in elements of a row-major tensor without gaps. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  let stride = 1;
  return shape
    .toReversed()
    .map((size) => {
      const current = stride;
      stride *= size;
      return current;
    })
    .reverse();
}
