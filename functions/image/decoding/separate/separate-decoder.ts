import { BusyError } from '../../../shared/busy-error.ts';
import { RecentEnds } from '../../../shared/recent-ends.ts';
import { stopwatch } from '../../../shared/stopwatch.ts';
import { ImageError } from '../../image-error.ts';
import { corrupt } from '../../inspect.ts';
import { type Host, HostEndedError, run } from './host.ts';
import type { SeparateTask } from './messages.ts';

export interface SeparateDecoderOptions {
  /** Starts a thread or process. */
  readonly start: () => Host;
  /** Milliseconds for one picture. */
  readonly maxMs: number;
  /** Bytes of memory that a host watches over; for messages. */
  readonly maxMemoryBytes: number;
  /** Milliseconds without work after which a host ends, which gives its memory back. */
  readonly idleMs: number;
}

/** A host without work. */
interface Idle {
  readonly host: Host;
  readonly timer: NodeJS.Timeout;
}

/**
 * Decodes pictures in threads or processes of their own: one for each picture that is decoded at the
 * same time. A host starts when a picture needs it, takes one picture after the other, and is ended if
 * one of them takes too much time or memory, or if there is no work for a while.
 */
export class SeparateDecoder {
  readonly #options: SeparateDecoderOptions;
  readonly #idle: Idle[] = [];
  readonly #deaths = new RecentEnds();

  constructor(options: SeparateDecoderOptions) {
    this.#options = options;
  }

  /**
   * @returns The pixels that the task wants, RGB, row by row.
   * @throws ImageError `CORRUPT_IMAGE` or `PICTURE_TOO_COSTLY`; BusyError if pictures keep ending the
   *   decoder
   */
  async decode(task: SeparateTask): Promise<Buffer> {
    this.#refuseAfterDeaths();
    try {
      return await this.#decodeWithin(task, this.#options.maxMs);
    } catch (error) {
      if (!(error instanceof HostEndedError)) throw error;
      // The picture was not begun, so it is not the reason: another host may take it, once.
      return await this.#decodeWithin(task, this.#options.maxMs);
    }
  }

  /** Ends the hosts that have no work. */
  endIdle(): void {
    for (const { host } of this.#idle.splice(0)) host.end();
  }

  async #decodeWithin(task: SeparateTask, maxMs: number): Promise<Buffer> {
    const isReused = this.#idle.length > 0;
    const host = this.#take();
    const lap = stopwatch();
    const reply = await run(host, task, maxMs).catch((cause: unknown) => {
      host.end();
      throw this.#describeEnd(task, cause);
    });
    if ('pixels' in reply) {
      this.#keep(host);
      return Buffer.from(reply.pixels.buffer, reply.pixels.byteOffset, reply.pixels.byteLength);
    }
    if (reply.failure === 'corrupt') this.#keep(host);
    else host.end();
    // Memory seldom shrinks: the pictures before may have taken it.
    if (reply.failure === 'memory' && isReused) {
      return await this.#decodeWithin(task, maxMs - lap());
    }
    if ('message' in reply) throw corrupt(task.picture.format, new Error(reply.message));
    throw this.#tooCostly(reply.failure);
  }

  #take(): Host {
    const idle = this.#idle.pop();
    if (!idle) return this.#options.start();
    clearTimeout(idle.timer);
    idle.host.events.removeAllListeners('exit');
    idle.host.hold(true);
    return idle.host;
  }

  /** Keeps a host for the next picture; it does not keep this process alive. */
  #keep(host: Host): void {
    const forget = (): void => {
      const at = this.#idle.findIndex((idle) => idle.host === host);
      if (at >= 0) this.#idle.splice(at, 1);
    };
    const end = (): void => {
      forget();
      host.end();
    };
    host.hold(false);
    host.events.once('exit', forget);
    this.#idle.push({ host, timer: setTimeout(end, this.#options.idleMs).unref() });
  }

  /** A host that dies over a picture is not started again for it. */
  #describeEnd({ picture }: SeparateTask, cause: unknown): unknown {
    if (!(cause instanceof HostEndedError)) return cause;
    this.#deaths.add();
    if (!cause.hadBegun) return cause;
    return cause.wasKilled ? this.#tooCostly('memory') : corrupt(picture.format, cause);
  }

  #refuseAfterDeaths(): void {
    const retryAfterMs = this.#deaths.pauseMs;
    if (retryAfterMs === 0) return;
    throw new BusyError(
      'The decoder for costly pictures has ended several times within a minute; try again later.',
      { retryAfterMs },
    );
  }

  #tooCostly(reason: 'time' | 'memory'): ImageError<'PICTURE_TOO_COSTLY'> {
    const { maxMs, maxMemoryBytes } = this.#options;
    const limit = reason === 'time' ? maxMs : maxMemoryBytes;
    const what =
      reason === 'time' ? `more than ${limit / 1000} s` : `more than ${limit / 1e6} MB of memory`;
    const message = `Decoding the picture takes ${what}; shrink it, or save it as JPEG.`;
    return new ImageError('PICTURE_TOO_COSTLY', { reason, limit }, { message });
  }
}
