import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Results } from './results.ts';

/** Something that is measured in turn with others. */
interface Named {
  readonly name: string;
  readonly isGlimpse: boolean;
}

export interface InterleaveOptions<T extends Named> {
  /** The first is the base of the ratios. */
  readonly contestants: readonly T[];
  /** What one measurement gives numbers for. */
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  /** Rounds before those that count. */
  readonly warmUp?: number;
  readonly results: Results;
  /** Measures a contestant; resolves to the numbers for each of the scenarios. */
  readonly measure: (contestant: T) => Promise<readonly (readonly number[])[]>;
  /** Called after each measurement. */
  readonly onStep: () => void;
}

/** Threads of what ran before wait for more work in a loop for some milliseconds, and would take processors. */
const restMs = 15;

/**
 * Measures all contestants once in each round, so that other load on the machine meets all of them.
 * Each round begins with another contestant. A peer that fails is left out, with the reason.
 *
 * @throws Error if Glimpse fails.
 */
export async function interleave<T extends Named>(options: InterleaveOptions<T>): Promise<void> {
  const { scenarios, rounds, warmUp = 0, results, measure, onStep } = options;
  const contestants = [...options.contestants];
  for (const scenario of scenarios) {
    results.open(
      scenario,
      contestants.map(({ name }) => name),
    );
  }
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const contestant of rotate(contestants, round)) {
      const { name, isGlimpse } = contestant;
      await sleep(restMs);
      try {
        const numbers = await measure(contestant);
        if (round < warmUp) continue;
        for (const [at, scenario] of scenarios.entries()) {
          results.add(scenario.name, name, numbers[at] ?? []);
        }
      } catch (error) {
        const why = describeError(error);
        if (isGlimpse) throw new Error(`${name} in ${scenarios[0]?.name}: ${why}`);
        contestants.splice(contestants.indexOf(contestant), 1);
        for (const scenario of scenarios) results.leaveOut(scenario.name, name, why);
      } finally {
        onStep();
      }
    }
  }
}

/** Returns the last line of an error: of decoders and of Python, that is the reason. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : `${error}`;
  return message.trim().split('\n').at(-1)?.slice(0, 300) || 'it failed without a message';
}

/** Returns the list from one place on, then what is before it. */
function rotate<T>(list: readonly T[], by: number): T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
