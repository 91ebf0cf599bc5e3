import { type FileHandle, open, stat } from 'node:fs/promises';
import { CheckpointError } from './checkpoint-error.ts';
import { maxFileBytes } from './limits.ts';

/** A file of known size, read in pieces so that only the requested part is in memory. */
export class FileReader {
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /**
   * Opens a file. Refuses devices and pipes without opening them: they never end, and opening a pipe
   * may never return.
   *
   * @throws CheckpointError if the path is not a regular file, or the file is too long.
   */
  static async open(path: string): Promise<FileReader> {
    const { size } = await stat(path).then((found) => {
      if (!found.isFile()) throw new CheckpointError('it is not a regular file');
      return found;
    });
    if (size > maxFileBytes) throw new CheckpointError(`it is longer than ${maxFileBytes} bytes`);
    return new FileReader(await open(path, 'r'), size);
  }

  /** Reads `count` bytes into a new buffer, so that any element type is aligned in it. */
  async read(position: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
    if (position + count > this.size) throw new CheckpointError('the file is truncated');
    const bytes = new Uint8Array(count);
    for (let done = 0; done < count; ) {
      const { bytesRead } = await this.#handle.read(bytes, done, count - done, position + done);
      if (bytesRead === 0) throw new CheckpointError('the file became shorter while it was read');
      done += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
