import type { EventEmitter } from 'node:events';
import { begun, type SeparateReply, type SeparateTask } from './messages.ts';

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
  /** Whether it had begun the picture: if not, the picture is not the reason. */
  readonly hadBegun: boolean;
  /** Whether the system ended it, as it does if it has no memory left. */
  readonly wasKilled: boolean;

  constructor(hadBegun: boolean, how: string) {
    super(`The decoder ended ${hadBegun ? '' : 'before it began the picture '}(${how}).`);
    this.hadBegun = hadBegun;
    this.wasKilled = how === 'SIGKILL';
  }
}

/** A start takes 150 ms, from TypeScript sources on a busy machine seconds. */
const maxStartMs = 15_000;

/** How often a timer looks at the clock. */
const tickMs = 50;

/**
 * Sends a task and waits for the reply, or the end of the time.
 *
 * @param maxMs Milliseconds for the task, from the moment when it is begun.
 * @throws HostEndedError, or Error if the host cannot be started
 */
export async function run(
  host: Host,
  task: SeparateTask,
  maxMs: number,
): Promise<SeparateReply | { readonly failure: 'time' }> {
  const { events } = host;
  let stopTimer = (): void => {};
  let hasBegun = false;
  try {
    return await new Promise((resolve, reject) => {
      const begin = (): void => {
        hasBegun = true;
        stopTimer();
        stopTimer = startTimer(maxMs, () => resolve({ failure: 'time' }));
      };
      stopTimer = startTimer(maxStartMs, () => reject(new HostEndedError(false, 'too slow')));
      events.on('message', (message: typeof begun | SeparateReply) => {
        if (message === begun) begin();
        else resolve(message);
      });
      events.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ failure: 'memory' });
        else reject(error);
      });
      events.once('exit', (code: number | null, signal?: string | null) =>
        reject(new HostEndedError(hasBegun, signal ?? `code ${code}`)),
      );
      host.send(task);
    });
  } finally {
    stopTimer();
    for (const event of ['message', 'error', 'exit']) events.removeAllListeners(event);
    // Without a listener, an error of a host that has no work would end this process.
    events.on('error', () => {});
  }
}

/**
 * Calls `act` when this process has run for `ms`. While it is frozen, its decoder is frozen too, but
 * the clock is not: a long time between two looks at it counts as two ticks.
 */
function startTimer(ms: number, act: () => void): () => void {
  let leftMs = ms;
  let last = performance.now();
  const look = (): void => {
    const now = performance.now();
    leftMs -= Math.min(now - last, 2 * tickMs);
    last = now;
    if (leftMs <= 0) act();
    else timer = setTimeout(look, Math.min(leftMs, tickMs));
  };
  let timer = setTimeout(look, Math.min(leftMs, tickMs));
  return () => clearTimeout(timer);
}
