import type { Decoder } from '../choose-decoder.ts';
import { maxMemoryBytes as maxHeicBytes } from './heic/limit-memory.ts';
import type { SeparateTask } from './separate/messages.ts';
import { maxMemoryBytes as maxProcessBytes } from './separate/process-limits.ts';
import { SeparateDecoder } from './separate/separate-decoder.ts';
import { startProcess } from './separate/start-process.ts';
import { startThread } from './separate/start-thread.ts';

/**
 * Less than the 3 s in which a picture is answered, 6 s for HEIC: the rest is for reading its header and
 * for the network. The largest HEIC that phones write takes 2 to 3 s.
 */
const [maxThreadMs, maxProcessMs] = [5_800, 2_800];
const idleMs = 2_000;

const decoders = {
  thread: new SeparateDecoder({
    start: startThread,
    maxMs: maxThreadMs,
    maxMemoryBytes: maxHeicBytes,
    idleMs,
  }),
  process: new SeparateDecoder({
    start: startProcess,
    maxMs: maxProcessMs,
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
export async function decodeSeparately(
  kind: Exclude<Decoder, 'here'>,
  task: SeparateTask,
): Promise<Buffer> {
  // The memory of one kind at a time is enough.
  decoders[kind === 'thread' ? 'process' : 'thread'].endIdle();
  return await decoders[kind].decode(task);
}
