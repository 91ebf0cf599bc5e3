import type { Inspected } from '../inspect.ts';
import { maxMemoryBytes as maxHeicBytes } from './heic/limit-memory.ts';
import type { Target } from './render.ts';
import { maxMemoryBytes as maxProcessBytes } from './separate/process-limits.ts';
import { SeparateDecoder } from './separate/separate-decoder.ts';
import { startProcess } from './separate/start-process.ts';
import { startThread } from './separate/start-thread.ts';

/**
 * Less than the 3 s in which a picture is answered, 6 s for HEIC: the rest is for reading its header and
 * for the network. The largest HEIC that phones write takes 2 to 3 s.
 */
const maxMs = { thread: 5_800, process: 2_800 } as const;
const idleMs = 2_000;

const decoders = {
  thread: new SeparateDecoder({
    start: startThread,
    maxMs: maxMs.thread,
    maxMemoryBytes: maxHeicBytes,
    idleMs,
  }),
  process: new SeparateDecoder({
    start: startProcess,
    maxMs: maxMs.process,
    maxMemoryBytes: maxProcessBytes,
    idleMs,
  }),
};

/**
 * Decodes a costly picture in a thread or process of its own. The caller limits how many are decoded at
 * once.
 *
 * @throws ImageError `CORRUPT_IMAGE` or `PICTURE_TOO_COSTLY`; BusyError
 */
export async function decodeSeparately(picture: Inspected, target: Target): Promise<Buffer> {
  const kind = picture.decoder === 'thread' ? 'thread' : 'process';
  // The memory of one kind at a time is enough.
  decoders[kind === 'thread' ? 'process' : 'thread'].endIdle();
  return await decoders[kind].decode({ picture, target });
}
