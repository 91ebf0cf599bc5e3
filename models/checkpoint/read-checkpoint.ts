import { CheckpointError } from './checkpoint-error.ts';
import { FileReader } from './file-reader.ts';
import { readLegacy } from './read-legacy.ts';
import { readSafetensors } from './read-safetensors.ts';
import { readTensors, type StoredTensors } from './read-tensors.ts';
import { readZip } from './read-zip.ts';
import { stripPrefixes } from './state-dict.ts';
import type { Tensor } from './tensor.ts';

/** Tensors by name, in the order of the state dict. */
export type Checkpoint = ReadonlyMap<string, Tensor>;

/**
 * Reads a file written by `torch.save(model.state_dict())` or safetensors. Its first bytes identify
 * the format.
 *
 * Nothing in the file is ever run, and memory stays within three times its size (plus a few dozen
 * megabytes).
 *
 * @throws CheckpointError naming the file, whatever is wrong with it.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  try {
    const file = await FileReader.open(path);
    try {
      const { tensors, readStorage } = await readFormat(file);
      if (tensors.size === 0) throw new CheckpointError('it has no tensors');
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
  throw new CheckpointError(
    'it is neither a file of torch.save nor a safetensors file; save model.state_dict() in one of these formats',
  );
}
