import type { Contestant, FilesContestant } from '../contestants/contestant.ts';
import type { Results } from '../rounds/results.ts';
import type { Scenario } from './scenario.ts';

/** How much is measured, and where the results go. */
export interface Run {
  /** Whether pictures are small and files few. */
  readonly isQuick: boolean;
  readonly results: Results;
  /** Returns the number of rounds for scenarios that get a share of all rounds. */
  rounds(share: number): number;
  /** Returns the number of rounds before those that count: none in a quick run. */
  warmUp(rounds: number): number;
  /** Shows the progress of a step, which calls `count` so many times. */
  step<T>(title: string, total: number, work: (count: () => void) => Promise<T>): Promise<T>;
}

/** A run with those that take part. */
export interface Bench extends Run {
  /** Those that serve, and answer in their process; the first is the base of all ratios. */
  readonly contestants: readonly Contestant[];
  /** Those that classify files. */
  readonly files: readonly FilesContestant[];
  /** Path of the Node that runs the function. */
  readonly functionNode: string;
}

/** Scenarios that are measured together. */
export interface Group {
  readonly title: string;
  readonly scenarios: readonly Scenario[];
  /** Whether it measures the contestants of the bench, and not only programs of its own. */
  readonly usesContestants: boolean;
  /** Whether it reads from Linux what its processes take. */
  readonly onlyLinux: boolean;
  /** Measures those of its scenarios that are wanted; called only if there are any. */
  readonly measure: (bench: Bench, wanted: readonly Scenario[]) => Promise<void>;
}
