/** Element types of tensors in memory; float16 and bfloat16 are widened to float32. */
export type ElementType =
  | 'float32'
  | 'float64'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'uint8'
  | 'bool';

/** A bool tensor is a Uint8Array, zero for false. */
export type TensorData =
  | Float32Array
  | Float64Array
  | BigInt64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array;

/** Numbers of one type in row-major order without gaps; `data.length` is the product of `shape`. */
export interface Tensor {
  readonly dtype: ElementType;
  /** Empty for a scalar. */
  readonly shape: readonly number[];
  /** Read-only: may share its buffer with another tensor. */
  readonly data: TensorData;
}
