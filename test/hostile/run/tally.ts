import { bounds } from '../bounds.ts';
import type { Failure, Measured, Outcome } from './part.ts';

/** What one case cost. */
export interface Cost {
  readonly id: string;
  readonly ms: number;
  readonly megabytes: number;
}

/** Counts what the cases of a part came to. */
export class Tally {
  readonly #part: string;
  readonly #answers = new Map<string, number>();
  readonly #measured: Record<string, Measured> = {};
  readonly #resting: number[] = [];
  readonly failures: Failure[] = [];
  tried = 0;
  crashed = 0;
  leaked: readonly string[] = [];
  #slowest = { ms: 0, id: '' };
  #memory = { megabytes: 0, id: '' };

  constructor(part: string) {
    this.#part = part;
  }

  answered(code: string): void {
    this.#answers.set(code, (this.#answers.get(code) ?? 0) + 1);
  }

  measure(name: string, value: number, id: string): void {
    if (value >= (this.#measured[name]?.value ?? 0)) this.#measured[name] = { value, id };
  }

  spent({ id, ms, megabytes }: Cost): void {
    if (ms > this.#slowest.ms) this.#slowest = { ms, id };
    if (megabytes > this.#memory.megabytes) this.#memory = { megabytes, id };
  }

  /** Notes the memory between two cases, in megabytes. */
  rested(megabytes: number): void {
    this.#resting.push(megabytes);
  }

  /** Returns by how much the memory at rest grew from the second quarter to the last; 0 after few cases. */
  computeGrowth(): number {
    const count = this.#resting.length;
    const quarter = (number: number) =>
      median(this.#resting.slice((count * (number - 1)) / 4, (count * number) / 4));
    return count < 40 ? 0 : quarter(4) - quarter(2);
  }

  finish(): Outcome {
    const growth = this.computeGrowth();
    const grown = growth > bounds.growth ? [`${Math.round(growth)} MB`] : [];
    return {
      part: this.#part,
      tried: this.tried,
      answers: Object.fromEntries([...this.#answers].sort(([, a], [, b]) => b - a)),
      slowest: this.#slowest,
      memory: this.#memory,
      crashed: this.crashed,
      leaked: [...this.leaked, ...grown],
      failures: this.failures,
      measured: this.#measured,
      notRun: null,
    };
  }
}

/** Whether something is out of bounds. A part that did not run has not passed, but has not failed either. */
export function isBad({ crashed, leaked, failures }: Outcome): boolean {
  return crashed > 0 || leaked.length > 0 || failures.length > 0;
}

/** Creates the outcome of a part that could not run: it proves nothing. */
export function createNotRun(part: string, notRun: string): Outcome {
  return {
    part,
    tried: 0,
    answers: {},
    slowest: { ms: 0, id: '' },
    memory: { megabytes: 0, id: '' },
    crashed: 0,
    leaked: [],
    failures: [],
    measured: {},
    notRun,
  };
}

/** Creates the outcome of a part that broke off because of an error of the suite itself. */
export function createBroken(part: string, error: unknown): Outcome {
  const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const failure = { id: part, kind: 'suite', title: 'the suite broke off', fault, kept: null };
  return { ...createNotRun(part, ''), notRun: null, failures: [failure] };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
