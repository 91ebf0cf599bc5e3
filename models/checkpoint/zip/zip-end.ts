import { ByteCursor } from '../byte-cursor.ts';
import { CheckpointError } from '../checkpoint-error.ts';
import type { FileReader } from '../file-reader.ts';

/** Where the directory of a zip file lies, in bytes from the file's start. */
export interface ZipEnd {
  readonly entries: number;
  readonly bytes: number;
  readonly position: number;
}

const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;

/**
 * Reads the end record of a zip file, and the zip64 one before it, which PyTorch always writes.
 * Comments and bytes behind the end are refused: so there is one end, and nothing to search.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.14 to 4.3.16
 */
export async function readZipEnd(file: FileReader): Promise<ZipEnd> {
  const position = file.size - endBytes;
  const input = await cursorAt(file, position, endBytes);
  if (input.uint32() !== 0x06054b50) {
    throw new CheckpointError('the zip file is cut short or has bytes behind its end');
  }
  const disks = [input.uint16(), input.uint16()];
  const [here, entries] = [input.uint16(), input.uint16()];
  const end = { entries, bytes: input.uint32(), position: input.uint32() };
  if (input.uint16() !== 0) throw new CheckpointError('the zip file ends in a comment');
  const end64 = await readEnd64(file, position - locatorBytes);
  if (!end64) {
    return checkEnd({ ...end, disks: [...disks, here - entries], behind: position });
  }
  // A field that is full says: look into the zip64 record. One that is not has to agree with it.
  const agree =
    [end64.entries, 0xffff].includes(entries) &&
    [end64.bytes, 0xffffffff].includes(end.bytes) &&
    [end64.position, 0xffffffff].includes(end.position);
  if (!agree) throw new CheckpointError('the two ends of the zip file contradict each other');
  return checkEnd(end64);
}

interface FoundEnd extends ZipEnd {
  /** All zero where the file is not split over several disks. */
  readonly disks: readonly number[];
  /** Where the record lies, which is where the directory has to end. */
  readonly behind: number;
}

async function readEnd64(file: FileReader, locator: number): Promise<FoundEnd | undefined> {
  if (locator < 0) return undefined;
  const found = await cursorAt(file, locator, locatorBytes);
  if (found.uint32() !== 0x07064b50) return undefined;
  found.uint32();
  const behind = found.uint64();
  const input = await cursorAt(file, behind, end64Bytes);
  // 44 is the length of the rest of the record: it reaches right up to its locator.
  if (input.uint32() !== 0x06064b50 || input.uint64() !== 44 || behind + end64Bytes !== locator) {
    throw new CheckpointError('the zip64 end of the zip file is damaged');
  }
  input.uint32(); // Versions made by and needed.
  const disks = [input.uint32(), input.uint32()];
  const [here, entries] = [input.uint64(), input.uint64()];
  const [bytes, position] = [input.uint64(), input.uint64()];
  return { entries, bytes, position, disks: [...disks, here - entries], behind };
}

function checkEnd({ entries, bytes, position, disks, behind }: FoundEnd): ZipEnd {
  if (disks.some((disk) => disk !== 0)) throw new CheckpointError('the zip file is one of several');
  if (position + bytes !== behind) {
    throw new CheckpointError('the zip directory does not lie where the zip file says');
  }
  return { entries, bytes, position };
}

async function cursorAt(file: FileReader, position: number, count: number): Promise<ByteCursor> {
  if (position < 0) throw new CheckpointError('the zip file is cut short');
  return new ByteCursor(await file.read(position, count), 'the zip file');
}
