import type { ElementType, TensorData } from './tensor.ts';

type Stored = TensorData | Uint16Array;
type StoredConstructor = new (buffer: ArrayBuffer, byteOffset: number, length: number) => Stored;
interface HeldConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): TensorData;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): TensorData;
}

/** An element type, as stored in a file and as held in memory. */
export interface ElementKind {
  readonly dtype: ElementType;
  /** Class of the storage in PyTorch's pickles, without `torch.`: `FloatStorage`. */
  readonly torch: string;
  /** Name in the header of a safetensors file. */
  readonly safetensors: string;
  /** Bytes per element in the file. */
  readonly bytes: number;
  /**
   * Views bytes of the file as elements; little-endian, as on every processor that Node runs on.
   */
  readonly Stored: StoredConstructor;
  readonly Held: HeldConstructor;
  /** Converts stored bits to the number held in memory, if these differ. */
  readonly widen?: (bits: number) => number;
}

/** @param names Type in memory, storage class of PyTorch, name in safetensors. */
function plain(names: readonly [ElementType, string, string], Type: HeldConstructor): ElementKind {
  const [dtype, torch, safetensors] = names;
  return { dtype, torch, safetensors, bytes: Type.BYTES_PER_ELEMENT, Stored: Type, Held: Type };
}

function half(torch: string, safetensors: string, widen: (bits: number) => number): ElementKind {
  const types = { Stored: Uint16Array, Held: Float32Array };
  return { dtype: 'float32', torch, safetensors, bytes: 2, ...types, widen };
}

/** Types that occur in state dicts: https://docs.pytorch.org/docs/stable/tensor_attributes.html */
export const elementKinds: readonly ElementKind[] = [
  plain(['float64', 'DoubleStorage', 'F64'], Float64Array),
  plain(['float32', 'FloatStorage', 'F32'], Float32Array),
  half('HalfStorage', 'F16', fromFloat16),
  half('BFloat16Storage', 'BF16', fromBfloat16),
  plain(['int64', 'LongStorage', 'I64'], BigInt64Array),
  plain(['int32', 'IntStorage', 'I32'], Int32Array),
  plain(['int16', 'ShortStorage', 'I16'], Int16Array),
  plain(['int8', 'CharStorage', 'I8'], Int8Array),
  plain(['uint8', 'ByteStorage', 'U8'], Uint8Array),
  plain(['bool', 'BoolStorage', 'BOOL'], Uint8Array),
];

/** A binary32 number and its bits, in the same four bytes. */
const bits = new Uint32Array(1);
const value = new Float32Array(bits.buffer);

function fromFloat32(pattern: number): number {
  bits[0] = pattern;
  return value[0] ?? 0;
}

/**
 * Converts an IEEE 754 binary16 number: sign, 5 bits of exponent (bias 15), 10 of fraction.
 * binary32 has 8 bits of exponent (bias 127) and 23 of fraction: the fraction moves up by 13 bits,
 * the exponent grows by 112, or by 224 if it is full, which means infinity or NaN.
 */
function fromFloat16(half: number): number {
  const sign = (half & 0x8000) << 16;
  const rest = (half & 0x7fff) << 13;
  const exponent = half & 0x7c00;
  if (exponent === 0) return (sign ? -1 : 1) * (half & 0x3ff) * 2 ** -24;
  return fromFloat32(sign | (rest + ((exponent === 0x7c00 ? 224 : 112) << 23)));
}

/** Converts a bfloat16 number, which is the upper half of a binary32 number. */
function fromBfloat16(half: number): number {
  return fromFloat32(half << 16);
}
