import type { Readable } from 'node:stream';

/** Room for the first chunks. */
const startBytes = 65_536;
/** 20 MB in packets of the common 1,400 bytes are 14,000 chunks. */
const maxChunks = 50_000;

/** A stream came in so many small pieces that reading it costs more than its bytes. */
export class TooManyChunksError extends Error {
  override readonly name = 'TooManyChunksError';
}

/**
 * Reads a stream into one buffer, without keeping its chunks: one of a single byte takes a hundred in
 * memory. The caller limits the number of bytes.
 *
 * @param expectedBytes Room to begin with; the common one if it is not a number.
 * @throws TooManyChunksError, or what the stream throws
 */
export function collectBytes(stream: Readable, expectedBytes = 0): Promise<Buffer> {
  let buffer = Buffer.allocUnsafe(Math.max(startBytes, expectedBytes || 0));
  let [length, chunks] = [0, 0];
  const add = (chunk: Buffer): void => {
    if (length + chunk.length > buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, length + chunk.length));
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
    buffer.set(chunk, length);
    length += chunk.length;
  };
  return new Promise((resolve, reject) => {
    // Events, because an iterator would join small chunks before they could be counted.
    stream.on('data', (chunk: Buffer) => {
      chunks += 1;
      if (chunks <= maxChunks) add(chunk);
      else stream.destroy(new TooManyChunksError(`more than ${maxChunks} chunks`));
    });
    stream.once('error', reject);
    stream.once('end', () => resolve(buffer.subarray(0, length)));
    stream.once('close', () => reject(new Error('The stream was closed before its end.')));
  });
}
