import { ByteCursor } from './byte-cursor.ts';
import { CheckpointError, quote } from './checkpoint-error.ts';
import type { FileReader } from './file-reader.ts';
import { maxHeadBytes } from './limits.ts';
import { TorchGlobals } from './pickle/torch-globals.ts';
import { unpickle } from './pickle/unpickle.ts';
import type { StoredTensors } from './read-tensors.ts';
import { findStateDict } from './state-dict.ts';
import type { Storage } from './tensor-view.ts';
import { readZipDirectory, type ZipEntry } from './zip/zip-directory.ts';
import { readZipEntry } from './zip/zip-entry.ts';

/**
 * Reads the format of `torch.save` since 1.6: `NAME/data.pkl` is the pickle, `NAME/data/KEY` the
 * storages, `NAME/byteorder` their byte order.
 * https://github.com/pytorch/pytorch/blob/main/torch/serialization.py, `_save`
 */
export async function readZip(file: FileReader): Promise<StoredTensors> {
  const directory = await readZipDirectory(file);
  const pickle = findPickle([...directory.values()]);
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  const order = directory.get(`${folder}byteorder`);
  if (order && (await readHead(file, order)).toString() !== 'little') {
    throw new CheckpointError('its numbers are not in little-endian order');
  }
  const input = new ByteCursor(await readHead(file, pickle), 'the pickle');
  const top = unpickle(input, new TorchGlobals());
  if (input.remaining > 0) throw new CheckpointError('the pickle has bytes after its end');

  async function readStorage(storage: Storage): Promise<Uint8Array<ArrayBuffer>> {
    const entry = directory.get(`${folder}data/${storage.key}`);
    if (entry?.bytes !== storage.bytes) {
      throw new CheckpointError(
        `the storage ${quote(storage.key)} is missing or has the wrong length`,
      );
    }
    return await readZipEntry(file, entry);
  }

  return { tensors: findStateDict(top), readStorage };
}

function findPickle(entries: readonly ZipEntry[]): ZipEntry {
  const [pickle, other] = entries.filter(({ name }) => /^[^/]*\/data\.pkl$/.test(name));
  if (!pickle || other)
    throw new CheckpointError(
      'the zip file was not written by PyTorch; save model.state_dict() with torch.save',
    );
  return pickle;
}

async function readHead(file: FileReader, entry: ZipEntry): Promise<Buffer> {
  if (entry.bytes > maxHeadBytes) {
    throw new CheckpointError(
      `the zip entry ${quote(entry.name)} is longer than that of any state dict`,
    );
  }
  return Buffer.from((await readZipEntry(file, entry)).buffer);
}
