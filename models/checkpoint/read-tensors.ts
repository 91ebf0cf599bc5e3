import { CheckpointError } from './checkpoint-error.ts';
import { needsCopy, readElements } from './element-data.ts';
import { maxCopies } from './limits.ts';
import type { Tensor } from './tensor.ts';
import type { Storage, TensorView } from './tensor-view.ts';

/** The content of a checkpoint in any of the three formats. */
export interface StoredTensors {
  readonly tensors: ReadonlyMap<string, TensorView>;
  /** Reads the bytes of a storage, exactly its length, into a new buffer. */
  readonly readStorage: (storage: Storage) => Promise<Uint8Array<ArrayBuffer>>;
}

interface OpenStorage {
  readonly buffer: ArrayBuffer;
  /** Tensors by offset, shape and strides: tied weights are one tensor with several names. */
  readonly tensors: Map<string, Tensor>;
}

/**
 * Reads each storage once and releases it after its last tensor. Tensors that cannot be used as
 * stored are copied, up to twice `fileBytes` in total: a stride of zero could turn a small file
 * into gigabytes.
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
    const key = JSON.stringify([view.offset, view.shape, view.strides]);
    const known = storage.tensors.get(key);
    if (!known && needsCopy(view)) copied += view.length * view.storage.kind.Held.BYTES_PER_ELEMENT;
    if (copied > maxCopies * fileBytes) {
      throw new CheckpointError('its tensors would take more than three times its size');
    }
    const { dtype } = view.storage.kind;
    const tensor = known ?? { dtype, shape: view.shape, data: readElements(view, storage.buffer) };
    storage.tensors.set(key, tensor);
    read.set(name, tensor);
    if (lastReader.get(view.storage) === name) storages.delete(view.storage);
  }
  return read;
}
