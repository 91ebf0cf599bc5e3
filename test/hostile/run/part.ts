import type { Random } from '../random.ts';
import type { Reply, Sender } from './client.ts';
import type { Server } from './server.ts';

/** What a case is sent to. */
export interface Target {
  /** The entry whose turn it is: the server, or the function. */
  readonly entry: Sender;
  readonly server: Server;
  readonly checkout: string;
  /** Keeps the highest value under a name, for the lines below the table. */
  measure(name: string, value: number): void;
}

/** One hostile thing to send. */
export interface Case {
  /** What is hostile about it, in a few words. */
  readonly title: string;
  /** Kept if the case fails. */
  readonly input?: Buffer;
  /** Milliseconds for the whole case; default: by the code of its answer. */
  readonly limit?: number;
  /** Milliseconds for the good request after it, if they are others than usual. */
  readonly goodLimit?: number;
  /** Megabytes that memory may grow by meanwhile; checked of cases that run alone. */
  readonly growth?: number;
  /**
   * Sends it and returns the answers, which are then judged.
   *
   * @throws Fault
   */
  send(target: Target): Promise<readonly Reply[]>;
}

/** A way of making cases. */
export interface Kind {
  /** How often its turn comes among the cases made at random; 0 for never. */
  readonly weight: number;
  /** Whether each run begins with one of them: alone, or beside others because it mostly waits. */
  readonly always?: 'alone' | 'beside';
  make(random: Random): Case | Promise<Case>;
}

export interface Part {
  readonly name: string;
  /** Share of the time of a run. */
  readonly share: number;
  /** Cases that run at once. */
  readonly lanes: number;
  /** How many cases in a row are of one kind; default: 1. Decoders that are started for one serve the others. */
  readonly row?: number;
  /** Share of the cases that go through the function's entry; default: none. */
  readonly lambda?: number;
  readonly kinds: Readonly<Record<string, Kind>>;
  /** Whether it runs in a network namespace, in which every address leads to the traps of the suite. */
  readonly isolated?: boolean;
  /**
   * Installs what the part needs, while there is a network.
   *
   * @throws NotRun
   */
  install?(): Promise<void>;
  /** Runs before the first case; returns what ends it. */
  prepare?(target: Target): Promise<() => Promise<void>>;
}

/** A case that failed, and how. */
export interface Failure {
  /** Such as `pictures:1234`. */
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly fault: string;
  /** Path of the input, from the root of the checkout; null if there is none. */
  readonly kept: string | null;
}

/** A highest value, and the case that it was measured with. */
export interface Measured {
  readonly value: number;
  readonly id: string;
}

export interface Outcome {
  readonly part: string;
  readonly tried: number;
  /** Number of answers by code. */
  readonly answers: Readonly<Record<string, number>>;
  /** Milliseconds of the slowest case, and which it was. */
  readonly slowest: { readonly ms: number; readonly id: string };
  /** Peak memory of the process tree in megabytes, and during which case. */
  readonly memory: { readonly megabytes: number; readonly id: string };
  readonly crashed: number;
  readonly leaked: readonly string[];
  readonly failures: readonly Failure[];
  readonly measured: Readonly<Record<string, Measured>>;
  /** Why the part did not run; null if it did. */
  readonly notRun: string | null;
}
