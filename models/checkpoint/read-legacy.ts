import { ByteCursor } from './byte-cursor.ts';
import { CheckpointError, quote } from './checkpoint-error.ts';
import type { FileReader } from './file-reader.ts';
import { maxHeadBytes } from './limits.ts';
import { Dict, type PickleValue } from './pickle/pickle-value.ts';
import { TorchGlobals } from './pickle/torch-globals.ts';
import { unpickle } from './pickle/unpickle.ts';
import type { StoredTensors } from './read-tensors.ts';
import { findStateDict } from './state-dict.ts';
import type { Storage } from './tensor-view.ts';

const magic = 0x1950a86a20f9469cfc6cn;
const version = 1001;

/** Each storage begins with its number of elements, 8 bytes. */
const lengthBytes = 8;

/**
 * Reads the format of `torch.save` before 1.6: five pickles (magic number, version, system, state
 * dict, keys of the storages), then the storages in the order of these keys.
 * https://github.com/pytorch/pytorch/blob/main/torch/serialization.py, `_legacy_save`
 */
export async function readLegacy(file: FileReader): Promise<StoredTensors> {
  const head = await file.read(0, Math.min(file.size, maxHeadBytes));
  const input = new ByteCursor(head, 'the pickle');
  const globals = new TorchGlobals();
  if (unpickle(input, globals) !== magic || unpickle(input, globals) !== version) {
    throw new CheckpointError('it is a pickle, but not one that torch.save wrote');
  }
  const system = unpickle(input, globals);
  if (!(system instanceof Dict) || system.get('little_endian') !== true) {
    throw new CheckpointError('its numbers are not in little-endian order');
  }
  const tensors = findStateDict(unpickle(input, globals));
  const storages = resolveStorages(unpickle(input, globals), globals);
  const positions = await locateStorages(file, { storages, start: input.position });

  async function readStorage(storage: Storage): Promise<Uint8Array<ArrayBuffer>> {
    const position = positions.get(storage);
    if (position === undefined) {
      throw new CheckpointError(`the storage ${quote(storage.key)} is missing`);
    }
    return await file.read(position, storage.bytes);
  }

  return { tensors, readStorage };
}

/** Returns the storages in the order of their keys at the end of the file. */
function resolveStorages(keys: PickleValue, { storages }: TorchGlobals): Storage[] {
  if (!Array.isArray(keys)) throw new CheckpointError('the list of storages is missing');
  const known = new Map<PickleValue, Storage>(storages);
  return keys.map((key) => {
    const storage = known.get(key);
    if (!storage) throw new CheckpointError('the list of storages has one that no tensor uses');
    known.delete(key);
    return storage;
  });
}

/**
 * Finds the positions of the storages without reading them; they must fill the file to its last
 * byte.
 */
async function locateStorages(
  file: FileReader,
  { storages, start }: { readonly storages: readonly Storage[]; readonly start: number },
): Promise<Map<Storage, number>> {
  const positions = new Map<Storage, number>();
  let position = start;
  for (const storage of storages) {
    const length = new ByteCursor(await file.read(position, lengthBytes), 'the file').uint64();
    if (length !== storage.length) {
      throw new CheckpointError(
        `the storage ${quote(storage.key)} does not have the length it declares`,
      );
    }
    positions.set(storage, position + lengthBytes);
    position += lengthBytes + storage.bytes;
  }
  if (position !== file.size) {
    throw new CheckpointError('the file is truncated or has bytes after its end');
  }
  return positions;
}
