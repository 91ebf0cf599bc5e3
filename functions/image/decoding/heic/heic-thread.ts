import { Worker } from 'node:worker_threads';
import { ImageError } from '../../image-error.ts';
import { corrupt } from '../../inspect.ts';
import { maxMemoryBytes } from './limit-memory.ts';
import type { HeicReply, HeicTask } from './messages.ts';

export interface HeicThreadLimits {
  /** Milliseconds for one picture. */
  readonly maxMs: number;
  /** Milliseconds without work after which the thread ends: WebAssembly gives no memory back. */
  readonly idleMs: number;
}

/** JavaScript's own memory of the thread; pixels are not in it. */
const maxHeapMb = 64;

/** Bundles have the thread next to them. */
const name = import.meta.url.endsWith('.ts') ? './thread.mjs' : './heic-thread.mjs';
const entry = new URL(name, import.meta.url);

/** A thread without work. */
interface Idle {
  readonly thread: Worker;
  readonly timer: NodeJS.Timeout;
}

/**
 * Decodes HEIC pictures in a thread of its own, one after the other. The thread starts with the first
 * picture. It ends if a picture takes too much time or memory, or if there is no work for a while.
 */
export class HeicThread {
  readonly #limits: HeicThreadLimits;
  /** Settles when the pictures before are done. */
  #last: Promise<unknown> = Promise.resolve();
  #idle: Idle | undefined;

  constructor(limits: HeicThreadLimits) {
    this.#limits = limits;
  }

  /**
   * @returns The pixels that the task wants, RGB, row by row.
   * @throws ImageError `CORRUPT_IMAGE` or `PICTURE_TOO_COSTLY`
   */
  async decode(task: HeicTask): Promise<Buffer> {
    const result = this.#last.then(() => this.#decodeNow(task));
    this.#last = result.catch(() => undefined);
    return await result;
  }

  async #decodeNow(task: HeicTask): Promise<Buffer> {
    const isReused = this.#idle !== undefined;
    const thread = this.#take();
    const reply = await this.#run(thread, task);
    if ('failure' in reply && reply.failure === 'memory' && isReused) {
      // Memory of WebAssembly never shrinks: the pictures before may have taken it.
      await thread.terminate();
      return await this.#decodeNow(task);
    }
    if ('pixels' in reply) {
      this.#keep(thread);
      return Buffer.from(reply.pixels.buffer, reply.pixels.byteOffset, reply.pixels.byteLength);
    }
    if (reply.failure === 'corrupt') this.#keep(thread);
    else await thread.terminate();
    if ('message' in reply) throw corrupt('heic', new Error(reply.message));
    throw this.#tooCostly(reply.failure);
  }

  /**
   * Sends a task and waits for the reply, or the end of the time.
   *
   * @throws Error if the thread ends, for example because the decoder is not installed
   */
  async #run(thread: Worker, task: HeicTask): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Reply>((resolve, reject) => {
        timer = setTimeout(() => resolve({ failure: 'time' }), this.#limits.maxMs);
        thread.once('message', resolve);
        thread.once('error', (error: NodeJS.ErrnoException) => {
          if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ failure: 'memory' });
          else reject(error);
        });
        thread.once('exit', (code) =>
          reject(new Error(`The HEIC thread ended with code ${code}.`)),
        );
        thread.postMessage(task);
      });
    } finally {
      clearTimeout(timer);
      for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
      // Without a listener, an error of a thread that has no work would end the process.
      thread.on('error', () => {});
    }
  }

  #take(): Worker {
    if (!this.#idle) return startThread();
    const { thread, timer } = this.#idle;
    this.#idle = undefined;
    clearTimeout(timer);
    thread.ref();
    return thread;
  }

  /** Keeps a thread for the next picture; it does not keep the process alive. */
  #keep(thread: Worker): void {
    const forget = (): void => {
      if (this.#idle?.thread === thread) this.#idle = undefined;
    };
    const end = (): void => {
      forget();
      void thread.terminate();
    };
    thread.unref();
    thread.once('exit', forget);
    this.#idle = { thread, timer: setTimeout(end, this.#limits.idleMs).unref() };
  }

  #tooCostly(reason: 'time' | 'memory'): ImageError<'PICTURE_TOO_COSTLY'> {
    const limit = reason === 'time' ? this.#limits.maxMs : maxMemoryBytes;
    const what =
      reason === 'time' ? `more than ${limit / 1000} s` : `more than ${limit / 1e6} MB of memory`;
    const message = `Decoding the picture takes ${what}; shrink it, or save it as JPEG.`;
    return new ImageError('PICTURE_TOO_COSTLY', { reason, limit }, { message });
  }
}

type Reply = HeicReply | { readonly failure: 'time' };

function startThread(): Worker {
  const thread = new Worker(entry, {
    // Flags of the process, such as those of a test runner, are not for this thread.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    // libheif writes warnings about pictures there.
    stdout: true,
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  return thread;
}
