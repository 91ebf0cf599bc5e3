import type { Worker } from 'node:worker_threads';
import { corrupt } from '../../image/inspect.ts';
import type { Run, RunInput, RunOptions } from '../runner.ts';
import { ready, type WorkerReply, type WorkerTask } from './messages.ts';

interface Pending {
  readonly resolve: (run: Run) => void;
  readonly reject: (error: unknown) => void;
}

export interface PictureWorkerOptions {
  readonly thread: Worker;
  /** Milliseconds without work after which the thread ends, which gives its memory back. */
  readonly idleMs: number;
  /** Called once, when the thread has ended or is about to; with the reason if nobody wanted that. */
  readonly onEnd: (error: Error | undefined) => void;
}

/** A thread that decodes pictures and runs the network on them. It does not keep the process alive. */
export class PictureWorker {
  readonly #options: PictureWorkerOptions;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #state: 'starting' | 'ready' | 'ended' = 'starting';
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: PictureWorkerOptions) {
    this.#options = options;
    const { thread } = options;
    thread.on('message', (message: typeof ready | WorkerReply) => {
      if (message === ready) this.#begin();
      else this.#settle(message);
    });
    thread.on('error', (cause) => this.#end(new Error('A worker has failed.', { cause })));
    thread.on('exit', (code) => this.#end(new Error(`A worker has ended with code ${code}.`)));
    thread.unref();
  }

  /** Whether its session is ready. */
  get isReady(): boolean {
    return this.#state === 'ready';
  }

  /** Pictures in work. */
  get load(): number {
    return this.#pending.size;
  }

  /** @throws ImageError `CORRUPT_IMAGE`; Error if the thread ends meanwhile */
  async run(input: RunInput, { isSpare, ...options }: RunOptions): Promise<Run> {
    const id = ++this.#lastId;
    try {
      this.#send({ id, input, options }, isSpare);
    } catch (error) {
      if (!isSpare) throw error;
      // Memory that belongs to native code cannot be moved.
      this.#send({ id, input, options }, false);
    }
    clearTimeout(this.#idleTimer);
    this.#options.thread.ref();
    return await new Promise<Run>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
  }

  #send(task: WorkerTask, isSpare: boolean): void {
    const { message, moved } = toMessage(task.input, isSpare);
    this.#options.thread.postMessage({ ...task, input: message }, moved);
  }

  #begin(): void {
    if (this.#state !== 'starting') return;
    this.#state = 'ready';
    this.#rest();
  }

  /** A thread that has work, or is still starting, must not be ended: that could abort the process. */
  #rest(): void {
    const { thread, idleMs } = this.#options;
    thread.unref();
    this.#idleTimer = setTimeout(() => {
      this.#end();
      void thread.terminate();
    }, idleMs).unref();
  }

  #settle(reply: WorkerReply): void {
    const pending = this.#pending.get(reply.id);
    if (!pending) return;
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#rest();
    const { resolve, reject } = pending;
    if ('run' in reply) resolve(reply.run);
    else if ('damage' in reply) {
      const { format, message } = reply.damage;
      reject(corrupt(format, new Error(message)));
    } else reject(new Error(reply.error));
  }

  #end(error?: Error): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    clearTimeout(this.#idleTimer);
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#options.onEnd(error);
  }
}

/**
 * Moves the bytes of a picture into a message if nobody else needs them, or else a copy. Without that, a
 * message would copy the whole memory that they are a part of, twice.
 */
function toMessage(input: RunInput, isSpare: boolean): { message: RunInput; moved: ArrayBuffer[] } {
  const own = <Bytes extends Uint8Array>(bytes: Bytes): Bytes | Buffer =>
    isSpare && ownsMemory(bytes) ? bytes : copy(bytes);
  if (input instanceof Uint8Array) {
    const pixels = own(input);
    return { message: pixels, moved: [pixels.buffer as ArrayBuffer] };
  }
  const { profile } = input;
  const data = own(input.data);
  return {
    message: { ...input, data, profile: typeof profile === 'string' ? profile : copy(profile) },
    moved: [data.buffer as ArrayBuffer],
  };
}

/** Whether nothing else is in the same memory, such as other small buffers or the rest of a form. */
function ownsMemory({ buffer, byteLength }: Uint8Array): boolean {
  return buffer.byteLength === byteLength;
}

/** Copies bytes into memory of their own. */
function copy(bytes: Uint8Array): Buffer {
  const copied = Buffer.allocUnsafeSlow(bytes.length);
  copied.set(bytes);
  return copied;
}
