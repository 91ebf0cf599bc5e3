import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Held, listTree, readHeld, readResident } from '../../support/process-tree.ts';
import { send } from '../client.ts';
import type { Server } from '../server.ts';
import { findFault } from './judge.ts';
import { createCycle, createMix, type Kind } from './mix.ts';

/** What came of the requests of one kind. */
export interface Outcome {
  requests: number;
  slowestMs: number;
}

/** What a run has shown. */
export interface Soaked {
  /** By the name of the kind. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Wrong answers, and requests without one, in words. */
  readonly faults: readonly string[];
  /** Memory of the tree in megabytes, sampled while requests ran, without the warm-up. */
  readonly memory: readonly number[];
  /** What the tree held without work: after the warm-up, and at the end. */
  readonly rest: { readonly before: Held; readonly after: Held };
}

export interface SoakOptions {
  readonly requests: number;
  /** Receives the number of finished requests, after each. */
  readonly onProgress?: (done: number) => void;
}

/** Requests at once. */
const callers = 8;
/** The part of all requests that is sent before anything is measured. */
const warmUp = 0.2;
const sampleMs = 50;
/** Connections end after 5 s without work, processes that decode sooner. */
const maxRestMs = 15_000;

/** Sends requests of all kinds to a server, and watches what its processes hold. */
export async function soak(server: Server, options: SoakOptions): Promise<Soaked> {
  const cycle = createCycle(await createMix());
  const soaking = new Soaking(server, cycle, options);
  const first = Math.ceil(options.requests * warmUp);
  await soaking.sendRange(0, first);
  const before = await rest(server);
  const stopSampling = soaking.sample();
  await soaking.sendRange(first, options.requests);
  stopSampling();
  const after = await rest(server, before);
  return { ...soaking, rest: { before, after } };
}

/** Waits until the tree holds no more than before, or for the longest time. */
async function rest(server: Server, before?: Held): Promise<Held> {
  const pid = server.child.pid ?? 0;
  const end = performance.now() + maxRestMs;
  for (;;) {
    await wait(500);
    const held = readHeld(pid);
    const isAtRest =
      server.decoders().length === 0 && (!before || findLeaks(before, held).length === 0);
    if (isAtRest || performance.now() > end) return held;
  }
}

/** Names what is held in addition, such as `3 sockets`. */
export function findLeaks(before: Held, after: Held): string[] {
  const names = ['sockets', 'descriptors', 'threads', 'processes'] as const;
  return names
    .map((name) => ({ name, more: after[name] - before[name] }))
    .filter(({ more }) => more > 0)
    .map(({ name, more }) => `${more} ${name}`);
}

class Soaking {
  readonly outcomes = new Map<string, Outcome>();
  readonly faults: string[] = [];
  readonly memory: number[] = [];
  readonly #server: Server;
  readonly #cycle: readonly Kind[];
  readonly #options: SoakOptions;
  #done = 0;

  constructor(server: Server, cycle: readonly Kind[], options: SoakOptions) {
    this.#server = server;
    this.#cycle = cycle;
    this.#options = options;
  }

  /** Sends the requests from one number to another, half of them on connections that are kept. */
  async sendRange(from: number, to: number): Promise<void> {
    const agent = new Agent({ keepAlive: true });
    let next = from;
    const call = async (): Promise<void> => {
      while (next < to) {
        const at = next;
        next += 1;
        await this.#send(this.#cycle[at % this.#cycle.length] as Kind, at % 2 ? agent : undefined);
      }
    };
    await Promise.all(Array.from({ length: callers }, call));
    agent.destroy();
  }

  /** Samples memory until the returned function is called. */
  sample(): () => void {
    const pid = this.#server.child.pid ?? 0;
    const timer = setInterval(() => this.memory.push(readResident(listTree(pid))), sampleMs);
    return () => clearInterval(timer);
  }

  async #send(kind: Kind, agent: Agent | undefined): Promise<void> {
    const { name, outgoing, leaveAfterMs } = kind;
    const outcome = this.outcomes.get(name) ?? { requests: 0, slowestMs: 0 };
    this.outcomes.set(name, outcome);
    const start = performance.now();
    const options = { ...(agent && { agent }), ...(leaveAfterMs && { leaveAfterMs }) };
    try {
      const fault = findFault(kind, await send(this.#server.url, outgoing, options));
      if (fault) this.faults.push(`${name}: ${fault}`);
    } catch (error) {
      if (!leaveAfterMs) this.faults.push(`${name}: ${error}`);
    }
    outcome.requests += 1;
    this.#done += 1;
    this.#options.onProgress?.(this.#done);
    outcome.slowestMs = Math.max(outcome.slowestMs, performance.now() - start);
  }
}
