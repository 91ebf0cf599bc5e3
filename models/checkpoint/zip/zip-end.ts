import { ByteCursor } from '../byte-cursor.ts';
import { CheckpointError } from '../checkpoint-error.ts';
import type { FileReader } from '../file-reader.ts';

/** Location of a zip file's directory, in bytes from the start of the file. */
export interface ZipEnd {
  readonly entries: number;
  readonly bytes: number;
  readonly position: number;
}

const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;

/**
 * Reads the end record of a zip file, and the zip64 end record before it, which PyTorch always
 * writes. Comments and bytes after the end are refused, so the record is always at the end of the
 * file. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.14 to 4.3.16
 */
export async function readZipEnd(file: FileReader): Promise<ZipEnd> {
  const position = file.size - endBytes;
  const input = await readAt(file, position, endBytes);
  if (input.uint32() !== 0x06054b50) {
    throw new CheckpointError('the zip file is truncated or has bytes after its end');
  }
  const disks = [input.uint16(), input.uint16()];
  const [here, entries] = [input.uint16(), input.uint16()];
  const end = { entries, bytes: input.uint32(), position: input.uint32() };
  if (input.uint16() !== 0) throw new CheckpointError('the zip file ends in a comment');
  const end64 = await readEnd64(file, position - locatorBytes);
  if (!end64) {
    return checkEnd({ ...end, disks: [...disks, here - entries], recordPosition: position });
  }
  // A field of all ones refers to the zip64 record. Any other value must agree with it.
  const agree =
    [end64.entries, 0xffff].includes(entries) &&
    [end64.bytes, 0xffffffff].includes(end.bytes) &&
    [end64.position, 0xffffffff].includes(end.position);
  if (!agree) throw new CheckpointError('the two ends of the zip file contradict each other');
  return checkEnd(end64);
}

interface FoundEnd extends ZipEnd {
  /** All zero if the file is not split over several disks. */
  readonly disks: readonly number[];
  /** Position of this record, where the directory must end. */
  readonly recordPosition: number;
}

async function readEnd64(file: FileReader, locator: number): Promise<FoundEnd | undefined> {
  if (locator < 0) return undefined;
  const found = await readAt(file, locator, locatorBytes);
  if (found.uint32() !== 0x07064b50) return undefined;
  found.uint32();
  const recordPosition = found.uint64();
  const input = await readAt(file, recordPosition, end64Bytes);
  // 44 is the length of the rest of the record, which ends at its locator.
  if (
    input.uint32() !== 0x06064b50 ||
    input.uint64() !== 44 ||
    recordPosition + end64Bytes !== locator
  ) {
    throw new CheckpointError('the zip64 end of the zip file is damaged');
  }
  input.uint32(); // Versions made by and needed.
  const disks = [input.uint32(), input.uint32()];
  const [here, entries] = [input.uint64(), input.uint64()];
  const [bytes, position] = [input.uint64(), input.uint64()];
  return { entries, bytes, position, disks: [...disks, here - entries], recordPosition };
}

function checkEnd({ entries, bytes, position, disks, recordPosition }: FoundEnd): ZipEnd {
  if (disks.some((disk) => disk !== 0))
    throw new CheckpointError('the zip file is split into several files');
  if (position + bytes !== recordPosition) {
    throw new CheckpointError(
      'the zip directory is not at the position that the zip file declares',
    );
  }
  return { entries, bytes, position };
}

async function readAt(file: FileReader, position: number, count: number): Promise<ByteCursor> {
  if (position < 0) throw new CheckpointError('the zip file is truncated');
  return new ByteCursor(await file.read(position, count), 'the zip file');
}
