import type { BenchRecord, NotRun } from '../report/document.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { summarize } from '../statistics/summarize.ts';

interface Measured {
  readonly scenario: Scenario;
  /** By the contestant's name. */
  readonly rounds: Map<string, number[][]>;
}

/** Collects what is measured. */
export class Results {
  readonly #measured = new Map<string, Measured>();
  readonly #notRun: NotRun[] = [];

  /** Begins a scenario. @param contestants Names in the order of the report; the first is the base of the ratios. */
  open(scenario: Scenario, contestants: readonly string[]): void {
    const rounds = new Map(contestants.map((name) => [name, [] as number[][]]));
    this.#measured.set(scenario.name, { scenario, rounds });
  }

  /** Adds the numbers of a contestant's next round. */
  add(scenario: string, contestant: string, numbers: readonly number[]): void {
    const rounds = this.#measured.get(scenario)?.rounds.get(contestant);
    if (!rounds) throw new Error(`${contestant} takes no part in ${scenario}`);
    rounds.push([...numbers]);
  }

  /** Says that a contestant takes no part in a scenario, or in all whose names begin so. */
  leaveOut(scenario: string, contestant: string, why: string): void {
    this.#measured.get(scenario)?.rounds.delete(contestant);
    this.#notRun.push({ scenario, contestant, why });
  }

  /** Summarizes all scenarios, in the order in which they began. */
  get records(): BenchRecord[] {
    return [...this.#measured.values()].flatMap(({ scenario, rounds }) => {
      const measured = [...rounds].filter(([, own]) => own.length > 0);
      const [, base = []] = measured[0] ?? [];
      return measured.map(([contestant, own]) => ({
        scenario: scenario.name,
        contestant,
        unit: scenario.unit,
        ...summarize(own, base),
      }));
    });
  }

  get notRun(): readonly NotRun[] {
    return this.#notRun;
  }
}
