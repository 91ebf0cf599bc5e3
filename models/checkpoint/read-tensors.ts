import { CheckpointError } from './checkpoint-error.ts';
import { dataOf, needsCopy } from './element-data.ts';
import { maxCopies } from './limits.ts';
import type { Tensor } from './tensor.ts';
import type { Storage, TensorView } from './tensor-view.ts';

/** What each of the three formats comes down to. */
export interface StoredTensors {
  readonly tensors: ReadonlyMap<string, TensorView>;
  /** The bytes of a storage, exactly as many as it says, at the start of a buffer of their own. */
  readonly readStorage: (storage: Storage) => Promise<Uint8Array<ArrayBuffer>>;
}

interface OpenStorage {
  readonly buffer: ArrayBuffer;
  /** Tensors by their place in it: tied weights are one tensor under several names. */
  readonly tensors: Map<string, Tensor>;
}

/**
 * Reads each storage once and lets go of it after the last tensor in it. Tensors that are not held
 * as they are stored are copied, up to twice `fileBytes` in all: a stride of zero would make
 * gigabytes of a small file.
 */
export async function readTensors(
  { tensors, readStorage }: StoredTensors,
  fileBytes: number,
): Promise<ReadonlyMap<string, Tensor>> {
  const lastReader = new Map([...tensors].map(([name, view]) => [view.storage, name]));
  const storages = new Map<Storage, OpenStorage>();
  const read = new Map<string, Tensor>();
  let copied = 0;
  for (const [name, view] of tensors) {
    const storage = storages.get(view.storage) ?? {
      buffer: (await readStorage(view.storage)).buffer,
      tensors: new Map<string, Tensor>(),
    };
    storages.set(view.storage, storage);
    const place = JSON.stringify([view.offset, view.shape, view.strides]);
    const known = storage.tensors.get(place);
    if (!known && needsCopy(view)) copied += view.length * view.storage.kind.Held.BYTES_PER_ELEMENT;
    if (copied > maxCopies * fileBytes) {
      throw new CheckpointError('its tensors would take more than three times its size');
    }
    const { dtype } = view.storage.kind;
    const tensor = known ?? { dtype, shape: view.shape, data: dataOf(view, storage.buffer) };
    storage.tensors.set(place, tensor);
    read.set(name, tensor);
    if (lastReader.get(view.storage) === name) storages.delete(view.storage);
  }
  return read;
}
