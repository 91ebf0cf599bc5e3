import { ByteCursor } from './byte-cursor.ts';
import { CheckpointError, quote } from './checkpoint-error.ts';
import { elementKinds } from './element-kind.ts';
import type { FileReader } from './file-reader.ts';
import { maxHeadBytes } from './limits.ts';
import type { StoredTensors } from './read-tensors.ts';
import { parseHeader, type TensorHeader } from './safetensors-header.ts';
import { rowMajorStrides, Storage, TensorView } from './tensor-view.ts';

/** The file begins with the length of the header, 8 bytes. */
const lengthBytes = 8;

/**
 * Reads a safetensors file: length of the header, JSON header, tensors in sequence without gaps.
 * https://github.com/huggingface/safetensors#format
 */
export async function readSafetensors(file: FileReader): Promise<StoredTensors> {
  const bytes = new ByteCursor(await file.read(0, lengthBytes), 'the file').uint64();
  if (bytes > maxHeadBytes) throw new CheckpointError('its header has an impossible length');
  const header = parseHeader(Buffer.from((await file.read(lengthBytes, bytes)).buffer));
  const start = lengthBytes + bytes;
  checkCoverage([...header.values()], file.size - start);

  async function readStorage({ key, bytes: count }: Storage): Promise<Uint8Array<ArrayBuffer>> {
    return await file.read(start + (header.get(key)?.data_offsets[0] ?? 0), count);
  }

  const tensors = [...header].map(([name, tensor]) => [name, createView(name, tensor)] as const);
  return { tensors: new Map(tensors), readStorage };
}

function createView(
  name: string,
  { dtype, shape, data_offsets: [from, to] }: TensorHeader,
): TensorView {
  const kind = elementKinds.find(({ safetensors }) => safetensors === dtype);
  if (!kind) {
    throw new CheckpointError(`the tensor ${quote(name)} has the unknown type ${quote(dtype)}`);
  }
  const storage = new Storage(name, kind, (to - from) / kind.bytes);
  const view = new TensorView(storage, { shape, strides: rowMajorStrides(shape), offset: 0 });
  if (view.length !== storage.length) {
    throw new CheckpointError(
      `the tensor ${quote(name)} does not have the number of bytes of its shape`,
    );
  }
  return view;
}

/** The format has no gaps, no overlaps, and no bytes after the last tensor. */
function checkCoverage(tensors: readonly TensorHeader[], bytes: number): void {
  const ranges = tensors.map((tensor) => tensor.data_offsets);
  ranges.sort(([from, to], [otherFrom, otherTo]) => from - otherFrom || to - otherTo);
  const end = ranges.reduce((expected, [from, to]) => {
    if (from !== expected || to < from) {
      throw new CheckpointError('its tensors overlap or leave gaps between them');
    }
    return to;
  }, 0);
  if (end !== bytes) {
    throw new CheckpointError('the file is truncated or has bytes after its end');
  }
}
