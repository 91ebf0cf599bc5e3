import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { type Held, readCpu, readHeld } from '../../support/process-tree.ts';
import { bounds } from '../bounds.ts';
import { startThread } from './start-thread.ts';

export const intervalMs = 25;

/** Places in the memory that both threads share. */
export const slot = { peak: 0, samples: 1, length: 2 } as const;

export interface WatchData {
  readonly pid: number;
  readonly shared: SharedArrayBuffer;
}

/** Watches a process and its descendants from outside, through `/proc`. */
export class Watcher {
  readonly #pid: number;
  readonly #values: Float64Array;
  readonly #thread: Worker;

  constructor(pid: number) {
    this.#pid = pid;
    const shared = new SharedArrayBuffer(8 * slot.length);
    this.#values = new Float64Array(shared);
    this.#thread = startThread('sample-thread', { pid, shared } satisfies WatchData);
  }

  /** Waits until the watcher watches: its thread takes a moment to start. */
  async ready(): Promise<void> {
    while (!this.#values[slot.samples]) await setTimeout(intervalMs);
  }

  /** Returns the peak of the memory since the last `takePeak`, in megabytes. */
  readPeak(): number {
    return this.#values[slot.peak] ?? 0;
  }

  /** Returns the same, and begins a new one. */
  takePeak(): number {
    const peak = this.readPeak();
    this.#values[slot.peak] = 0;
    return peak;
  }

  /** Milliseconds of processor time so far. */
  readCpu(): number {
    return readCpu(this.#pid);
  }

  readHeld(): Held {
    return readHeld(this.#pid);
  }

  /** Waits until nothing more is held than before, and returns what is still held then, in words. */
  async findLeaks(before: Held): Promise<string[]> {
    const end = performance.now() + bounds.release;
    for (;;) {
      const leaks = compareHeld(before, this.readHeld());
      if (leaks.length === 0 || performance.now() > end) return leaks;
      await setTimeout(250);
    }
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}

/** Names what is held in addition, such as `3 sockets`. */
export function compareHeld(before: Held, after: Held): string[] {
  const more = (name: 'sockets' | 'descriptors' | 'threads', allowed: number): string[] => {
    const difference = after[name] - before[name];
    return difference > allowed ? [`${difference} ${name}`] : [];
  };
  return [...more('sockets', 0), ...more('descriptors', 0), ...more('threads', bounds.moreThreads)];
}
