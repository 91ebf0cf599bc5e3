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
  async run(input: RunInput, options: RunOptions): Promise<Run> {
    const { thread } = this.#options;
    const id = ++this.#lastId;
    const { message, transferred } = copyInput(input);
    clearTimeout(this.#idleTimer);
    return await new Promise<Run>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      thread.ref();
      thread.postMessage({ id, input: message, options } satisfies WorkerTask, transferred);
    });
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

/** Copies the bytes once, because a message would copy the whole memory that they are a part of, twice. */
function copyInput(input: RunInput): { message: RunInput; transferred: ArrayBuffer[] } {
  if (input instanceof Uint8Array) {
    const pixels = new Uint8Array(input);
    return { message: pixels, transferred: [pixels.buffer] };
  }
  const data = Buffer.allocUnsafeSlow(input.data.length);
  data.set(input.data);
  const { profile } = input;
  return {
    message: {
      ...input,
      data,
      profile: typeof profile === 'string' ? profile : Buffer.from(Uint8Array.from(profile).buffer),
    },
    transferred: [data.buffer as ArrayBuffer],
  };
}
