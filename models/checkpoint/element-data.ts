import type { TensorData } from './tensor.ts';
import type { TensorView } from './tensor-view.ts';

/** A typed array, of numbers or of bigints. */
interface Elements {
  [index: number]: number | bigint;
}

/** Whether a tensor's elements in memory differ in type or order from those in the file. */
export function needsCopy(view: TensorView): boolean {
  return view.storage.kind.widen !== undefined || !view.contiguous;
}

/**
 * Returns the elements of a tensor in row-major order, in `storage` itself if they need no copy.
 */
export function readElements(view: TensorView, storage: ArrayBuffer): TensorData {
  const { Held, Stored, widen, bytes } = view.storage.kind;
  if (!needsCopy(view)) return new Held(storage, view.offset * bytes, view.length);
  const from: Elements = new Stored(storage, 0, view.storage.length);
  const data = new Held(view.length);
  const to: Elements = data;
  // Without gaps, the whole tensor is one row.
  const [size = 1, stride = 1] = view.contiguous
    ? [view.length]
    : [view.shape.at(-1), view.strides.at(-1)];
  let index = 0;
  for (const start of listRowStarts(view, size)) {
    for (let column = 0; column < size; column += 1) {
      const element = from[start + column * stride] ?? 0;
      to[index] = widen ? widen(Number(element)) : element;
      index += 1;
    }
  }
  return data;
}

/**
 * Yields where rows of `size` elements start in the storage, counting the other axes like an
 * odometer.
 */
function* listRowStarts(
  { shape, strides, offset, length }: TensorView,
  size: number,
): Generator<number> {
  const index = shape.map(() => 0);
  let start = offset;
  for (let count = 0; count < length; count += size) {
    yield start;
    for (let axis = shape.length - 2; axis >= 0; axis -= 1) {
      const [axisSize = 0, stride = 0] = [shape[axis], strides[axis]];
      const next = ((index[axis] ?? 0) + 1) % axisSize;
      index[axis] = next;
      if (next > 0) {
        start += stride;
        break;
      }
      start -= (axisSize - 1) * stride;
    }
  }
}
