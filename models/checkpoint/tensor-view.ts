import { CheckpointError } from './checkpoint-error.ts';
import type { ElementKind } from './element-kind.ts';

/** A run of elements in a file that one or more tensors look at. */
export class Storage {
  /** Its name in the file. */
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
  /** Elements between neighbours of each dimension. */
  readonly strides: readonly number[];
  /** Element of the storage that comes first. */
  readonly offset: number;
}

/** https://docs.pytorch.org/docs/stable/tensor_view.html: PyTorch has no more dimensions than these. */
export const maxDimensions = 64;

/**
 * A tensor that has not been read: all of its elements are known to lie inside its storage, and
 * `length`, the product of its shape, is known to be exact.
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
      throw new CheckpointError('a tensor has a size, stride or offset that is no natural number');
    }
    if (shape.length !== strides.length) {
      throw new CheckpointError('the sizes and strides of a tensor do not fit together');
    }
    // Rounding of a sum or product beyond 2^53 cannot bring it back below: no check is fooled by it.
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

  /** Whether its elements lie in the storage in row-major order without gaps. */
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

/** Strides in elements of a row-major tensor without gaps. */
export function rowMajor(shape: readonly number[]): number[] {
  let stride = 1;
  return shape
    .toReversed()
    .map((size) => {
      const own = stride;
      stride *= size;
      return own;
    })
    .reverse();
}
