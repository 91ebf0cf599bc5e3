import { ByteCursor } from './byte-cursor.ts';
import { CheckpointError, quote } from './checkpoint-error.ts';
import { elementKinds } from './element-kind.ts';
import type { FileReader } from './file-reader.ts';
import { maxHeadBytes } from './limits.ts';
import type { StoredTensors } from './read-tensors.ts';
import { parseHeader, type TensorHeader } from './safetensors-header.ts';
import { rowMajor, Storage, TensorView } from './tensor-view.ts';

/** The length of the header, before it. */
const lengthBytes = 8;

/**
 * A safetensors file: length of the header, JSON header, tensors one after the other without gaps.
 * https://github.com/huggingface/safetensors#format
 */
export async function readSafetensors(file: FileReader): Promise<StoredTensors> {
  const bytes = new ByteCursor(await file.read(0, lengthBytes), 'the file').uint64();
  if (bytes > maxHeadBytes) throw new CheckpointError('its header claims an impossible length');
  const header = parseHeader(Buffer.from((await file.read(lengthBytes, bytes)).buffer));
  const start = lengthBytes + bytes;
  checkCover([...header.values()], file.size - start);

  async function readStorage({ key, bytes: count }: Storage): Promise<Uint8Array<ArrayBuffer>> {
    return await file.read(start + (header.get(key)?.data_offsets[0] ?? 0), count);
  }

  const tensors = [...header].map(([name, tensor]) => [name, viewOf(name, tensor)] as const);
  return { tensors: new Map(tensors), readStorage };
}

function viewOf(
  name: string,
  { dtype, shape, data_offsets: [from, to] }: TensorHeader,
): TensorView {
  const kind = elementKinds.find(({ safetensors }) => safetensors === dtype);
  if (!kind) {
    throw new CheckpointError(`the tensor ${quote(name)} has the unknown type ${quote(dtype)}`);
  }
  const storage = new Storage(name, kind, (to - from) / kind.bytes);
  const view = new TensorView(storage, { shape, strides: rowMajor(shape), offset: 0 });
  if (view.length !== storage.length) {
    throw new CheckpointError(`the tensor ${quote(name)} has other bytes than its shape needs`);
  }
  return view;
}

/** The format has neither gaps nor overlaps nor bytes behind the last tensor. */
function checkCover(tensors: readonly TensorHeader[], bytes: number): void {
  const ranges = tensors.map((tensor) => tensor.data_offsets);
  ranges.sort(([from, to], [otherFrom, otherTo]) => from - otherFrom || to - otherTo);
  const end = ranges.reduce((expected, [from, to]) => {
    if (from !== expected || to < from) {
      throw new CheckpointError('its tensors overlap or leave gaps between them');
    }
    return to;
  }, 0);
  if (end !== bytes) {
    throw new CheckpointError('the file is cut short or has bytes behind its end');
  }
}
