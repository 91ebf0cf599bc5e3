import type { Readable } from 'node:stream';
import type { Hold } from './byte-budget.ts';

/** Room for the first chunks of a stream whose length is not known. */
const startBytes = 65_536;
/** 20 MB in packets of the common 1,400 bytes are 14,000 chunks. */
const maxChunks = 50_000;

/** A stream came in so many small pieces that reading it costs more than its bytes. */
export class TooManyChunksError extends Error {
  override readonly name = 'TooManyChunksError';
}

/** A stream has more bytes than its reader takes. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError';
}

export interface CollectOptions {
  /** Bytes that the sender declares; nothing or not a number if it does not. */
  readonly expectedBytes?: number;
  readonly maxBytes: number;
  /** Holds the bytes; the stream waits until there is room. Default: nothing limits them. */
  readonly hold?: Pick<Hold, 'grow'> | undefined;
}

/**
 * Reads a stream into one buffer, without keeping its chunks: one of a single byte takes a hundred in
 * memory. If it fails, the rest of the stream is not read.
 *
 * @throws TooManyBytesError, TooManyChunksError, BusyError if there is no room, or what the stream throws
 */
export async function collectBytes(stream: Readable, options: CollectOptions): Promise<Buffer> {
  const { maxBytes, hold } = options;
  const expectedBytes = options.expectedBytes || 0;
  if (expectedBytes > maxBytes) throw new TooManyBytesError(`${expectedBytes} bytes`);
  const firstBytes = expectedBytes || Math.min(startBytes, maxBytes);
  await hold?.grow(firstBytes);
  let buffer = Buffer.allocUnsafeSlow(firstBytes);
  let [length, chunks] = [0, 0];
  /** Makes room for a chunk. Few chunks need any, so that the others are taken at once. */
  const grow = async (needed: number): Promise<void> => {
    const larger = Buffer.allocUnsafeSlow(Math.min(maxBytes, Math.max(2 * buffer.length, needed)));
    await hold?.grow(larger.length);
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  };
  const add = (chunk: Buffer): void => {
    buffer.set(chunk, length);
    length += chunk.length;
  };
  await readEach(stream, (chunk) => {
    chunks += 1;
    if (chunks > maxChunks) throw new TooManyChunksError(`more than ${maxChunks} chunks`);
    const needed = length + chunk.length;
    if (needed > maxBytes) throw new TooManyBytesError(`more than ${maxBytes} bytes`);
    if (needed <= buffer.length) add(chunk);
    else return grow(needed).then(() => add(chunk));
    return undefined;
  });
  return buffer.subarray(0, length);
}

/**
 * Calls `take` for each chunk; while it returns a promise, the stream waits. Uses events, because an
 * iterator would join small chunks before they could be counted.
 */
function readEach(
  stream: Readable,
  take: (chunk: Buffer) => Promise<void> | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let last: Promise<void> | undefined;
    const stop = (error: unknown): void => {
      stream.off('data', onData);
      stream.pause();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      try {
        const taken = take(chunk);
        if (!taken) return;
        last = taken;
        stream.pause();
        taken.then(() => stream.resume(), stop);
      } catch (error) {
        stop(error);
      }
    };
    stream.on('data', onData);
    stream.once('error', reject);
    // A stream may end while its last chunk waits.
    stream.once('end', () => resolve(last));
    stream.once('close', () => reject(new Error('The stream was closed before its end.')));
  });
}
