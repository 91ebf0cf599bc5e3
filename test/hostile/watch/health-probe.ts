import type { Worker } from 'node:worker_threads';
import { findListener } from '../../support/process-tree.ts';
import { startThread } from './start-thread.ts';

export const probeIntervalMs = 10;

export const probeSlot = { worst: 0, answers: 1, length: 2 } as const;

export interface ProbeData {
  /** Of the process that listens. */
  readonly pid: number;
  readonly port: number;
  readonly shared: SharedArrayBuffer;
}

/** Asks `/health` every 10 ms. Its answer needs the event loop alone, so its wait shows how long that stood still. */
export class HealthProbe {
  readonly #values: Float64Array;
  readonly #thread: Worker;

  /** @param server What was started, and where it listens. */
  constructor({ pid, port }: { readonly pid: number; readonly port: number }) {
    const shared = new SharedArrayBuffer(8 * probeSlot.length);
    this.#values = new Float64Array(shared);
    const data = { pid: findListener(pid, port), port, shared } satisfies ProbeData;
    this.#thread = startThread('probe-thread', data);
  }

  /** Number of answers so far. */
  get answers(): number {
    return this.#values[probeSlot.answers] ?? 0;
  }

  /**
   * Returns the longest wait since the last call, in milliseconds in which the event loop worked, and begins
   * a new one.
   */
  takeWorst(): number {
    const worst = this.#values[probeSlot.worst] ?? 0;
    this.#values[probeSlot.worst] = 0;
    return worst;
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
