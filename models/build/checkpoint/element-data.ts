import type { TensorData } from '../tensor.ts';
import type { TensorView } from './tensor-view.ts';

/** A typed array, of numbers or of bigints. */
interface Elements {
  [index: number]: number | bigint;
}

/** Whether a tensor is held in memory other than as its elements lie in the file. */
export function needsCopy(view: TensorView): boolean {
  return view.storage.kind.widen !== undefined || !view.contiguous;
}

/** The elements of a tensor in row-major order, in `storage` itself where they lie there so. */
export function dataOf(view: TensorView, storage: ArrayBuffer): TensorData {
  const { Held, Stored, widen, bytes } = view.storage.kind;
  if (!needsCopy(view)) return new Held(storage, view.offset * bytes, view.length);
  const from: Elements = new Stored(storage, 0, view.storage.length);
  const data = new Held(view.length);
  const to: Elements = data;
  let index = 0;
  for (const position of positionsOf(view)) {
    const element = from[position] ?? 0;
    to[index] = widen ? widen(Number(element)) : element;
    index += 1;
  }
  return data;
}

/** Positions in the storage of all elements in row-major order, counted like an odometer. */
function* positionsOf({ shape, strides, offset, length }: TensorView): Generator<number> {
  const index = shape.map(() => 0);
  let position = offset;
  for (let count = 0; count < length; count += 1) {
    yield position;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const [size = 0, stride = 0] = [shape[axis], strides[axis]];
      const next = ((index[axis] ?? 0) + 1) % size;
      index[axis] = next;
      if (next > 0) {
        position += stride;
        break;
      }
      position -= (size - 1) * stride;
    }
  }
}
