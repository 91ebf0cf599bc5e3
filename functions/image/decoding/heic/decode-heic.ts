import { Worker } from 'node:worker_threads';
import { ImageError } from '../../image-error.ts';
import { corrupt, type Inspected } from '../../inspect.ts';
import type { Target } from '../render.ts';
import { maxMemoryBytes } from './limit-memory.ts';
import type { HeicReply, HeicTask } from './messages.ts';

/** 24 megapixels take 2 to 3 s. */
const maxMs = 6_000;
/** A thread without work is ended, because WebAssembly gives no memory back. */
const idleMs = 5_000;
/** JavaScript's own memory of the thread; pixels are not in it. */
const maxHeapMb = 64;

/** Pictures that wait for the thread, and the one that it decodes. */
let last: Promise<unknown> = Promise.resolve();
let idle: Idle | undefined;

interface Idle {
  readonly thread: Worker;
  readonly timer: NodeJS.Timeout;
}

/**
 * Decodes a HEIC picture in a thread of its own, one after the other. The thread starts with the first
 * picture, and ends if a picture takes too much time or memory, or if there is no work for a while.
 *
 * @throws ImageError `CORRUPT_IMAGE` or `PICTURE_TOO_COSTLY`.
 */
export async function decodeHeic(picture: Inspected, target: Target): Promise<Buffer> {
  const result = last.then(() => decodeNow(picture, target));
  last = result.catch(() => undefined);
  return await result;
}

async function decodeNow(picture: Inspected, target: Target): Promise<Buffer> {
  const { data, isLimitedGrey, format, width, height, profile } = picture;
  const task = { data, isLimitedGrey, target, picture: { format, width, height, profile } };
  const thread = takeThread();
  const reply = await run(thread, task);
  if ('pixels' in reply) {
    keep(thread);
    return Buffer.from(reply.pixels.buffer, reply.pixels.byteOffset, reply.pixels.byteLength);
  }
  if (reply.failure === 'corrupt') keep(thread);
  else await thread.terminate();
  if ('message' in reply) throw corrupt('heic', new Error(reply.message));
  throw tooCostly(reply.failure);
}

type Reply = HeicReply | { readonly failure: 'time' };

/**
 * Sends a task and waits for the reply, or the end of the time.
 *
 * @throws Error if the thread ends, for example because the decoder is not installed.
 */
async function run(thread: Worker, task: HeicTask): Promise<Reply> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Reply>((resolve, reject) => {
      timer = setTimeout(() => resolve({ failure: 'time' }), maxMs);
      thread.once('message', resolve);
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ failure: 'memory' });
        else reject(error);
      });
      thread.once('exit', (code) => reject(new Error(`The HEIC thread ended with code ${code}.`)));
      thread.postMessage(task);
    });
  } finally {
    clearTimeout(timer);
    for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
    // Without a listener, an error of a thread that has no work would end the process.
    thread.on('error', () => {});
  }
}

function takeThread(): Worker {
  if (!idle) return startThread();
  const { thread, timer } = idle;
  idle = undefined;
  clearTimeout(timer);
  thread.ref();
  return thread;
}

/** Keeps a thread for the next picture; it does not keep the process alive. */
function keep(thread: Worker): void {
  const end = (): void => {
    idle = undefined;
    void thread.terminate();
  };
  thread.unref();
  thread.once('exit', () => {
    if (idle?.thread === thread) idle = undefined;
  });
  idle = { thread, timer: setTimeout(end, idleMs).unref() };
}

/** Bundles have the thread next to them. */
const name = import.meta.url.endsWith('.ts') ? './thread.mjs' : './heic-thread.mjs';
const entry = new URL(name, import.meta.url);

function startThread(): Worker {
  return new Worker(entry, {
    // Flags of the process, such as those of a test runner, are not for this thread.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    // libheif writes warnings about pictures there.
    stdout: true,
    stderr: true,
  });
}

function tooCostly(reason: 'time' | 'memory'): ImageError<'PICTURE_TOO_COSTLY'> {
  const limit = reason === 'time' ? maxMs : maxMemoryBytes;
  const what =
    reason === 'time' ? `more than ${maxMs / 1000} s` : `more than ${limit / 1e6} MB of memory`;
  const message = `Decoding the picture takes ${what}; shrink it, or save it as JPEG.`;
  return new ImageError('PICTURE_TOO_COSTLY', { reason, limit }, { message });
}
