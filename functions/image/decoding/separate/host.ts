import type { EventEmitter } from 'node:events';
import { ready, type SeparateReply, type SeparateTask } from './messages.ts';

/** A thread or process that decodes one picture at a time. */
export interface Host {
  /** Emits `message`, `error` and `exit`, as a `Worker` and a `ChildProcess` do. */
  readonly events: EventEmitter;
  send(task: SeparateTask): void;
  /** Ends it at once, whatever it is doing. */
  end(): void;
  /** Whether it keeps this process alive. */
  hold(isHeld: boolean): void;
}

/** A thread or process ended by itself. */
export class HostEndedError extends Error {
  override readonly name = 'HostEndedError';
  /** Whether it had loaded its decoder: if not, the picture is not the reason. */
  readonly wasReady: boolean;
  /** Whether the system ended it, as it does if it has no memory left. */
  readonly wasKilled: boolean;

  constructor(wasReady: boolean, how: string) {
    super(`The decoder ended ${wasReady ? '' : 'before it was ready '}(${how}).`);
    this.wasReady = wasReady;
    this.wasKilled = how === 'SIGKILL';
  }
}

/** It takes 150 ms, from TypeScript sources on a busy machine seconds. */
const maxStartMs = 15_000;

export interface RunOptions {
  /** Milliseconds for the task, from the moment when the decoder is loaded. */
  readonly maxMs: number;
  /** Whether the host has answered before. */
  readonly isReused: boolean;
}

/**
 * Sends a task and waits for the reply, or the end of the time.
 *
 * @throws HostEndedError, or Error if the host cannot be started
 */
export async function run(
  host: Host,
  task: SeparateTask,
  { maxMs, isReused }: RunOptions,
): Promise<SeparateReply | { readonly failure: 'time' }> {
  const { events } = host;
  let timer: NodeJS.Timeout | undefined;
  let isReady = false;
  try {
    return await new Promise((resolve, reject) => {
      const begin = (): void => {
        isReady = true;
        clearTimeout(timer);
        timer = setTimeout(() => resolve({ failure: 'time' }), maxMs);
      };
      if (isReused) begin();
      else timer = setTimeout(() => reject(new HostEndedError(false, 'too slow')), maxStartMs);
      events.on('message', (message: typeof ready | SeparateReply) => {
        if (message === ready) begin();
        else resolve(message);
      });
      events.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ failure: 'memory' });
        else reject(error);
      });
      events.once('exit', (code: number | null, signal?: string | null) =>
        reject(new HostEndedError(isReady, signal ?? `code ${code}`)),
      );
      host.send(task);
    });
  } finally {
    clearTimeout(timer);
    for (const event of ['message', 'error', 'exit']) events.removeAllListeners(event);
    // Without a listener, an error of a host that has no work would end this process.
    events.on('error', () => {});
  }
}
