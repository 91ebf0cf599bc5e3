import { CheckpointError } from './checkpoint-error.ts';
import { FileReader } from './file-reader.ts';
import { readLegacy } from './read-legacy.ts';
import { readSafetensors } from './read-safetensors.ts';
import { readTensors, type StoredTensors } from './read-tensors.ts';
import { readZip } from './read-zip.ts';
import { stripPrefixes } from './state-dict.ts';
import type { Tensor } from './tensor.ts';

/** Tensors by their names in the state dict, in its order. */
export type Checkpoint = ReadonlyMap<string, Tensor>;

/**
 * Reads what `torch.save(model.state_dict())` or safetensors wrote, found out from its first bytes.
 *
 * Nothing in the file is ever run, and memory stays within three times its size (and a few dozen
 * megabytes). Whatever is wrong with the file ends in one `CheckpointError` that names it.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  try {
    const file = await FileReader.open(path);
    try {
      const { tensors, readStorage } = await readFormat(file);
      if (tensors.size === 0) throw new CheckpointError('it holds no tensors');
      return await readTensors({ tensors: stripPrefixes(tensors), readStorage }, file.size);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CheckpointError(`Cannot read the checkpoint ${path}: ${reason}.`, { cause });
  }
}

async function readFormat(file: FileReader): Promise<StoredTensors> {
  const start = Buffer.from(await file.read(0, Math.min(file.size, 9)));
  if (start[8] === 0x7b) return await readSafetensors(file);
  if (start.subarray(0, 2).toString() === 'PK') return await readZip(file);
  if (start[0] === 0x80) return await readLegacy(file);
  throw new CheckpointError('it is neither a file of torch.save nor a safetensors file');
}
