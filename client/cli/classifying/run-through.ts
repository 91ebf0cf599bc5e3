import type { Input } from '../inputs.ts';
import { mapInOrder } from '../map-in-order.ts';
import type { Printer } from '../printer.ts';
import type { Progress } from '../progress.ts';
import type { Result } from '../result.ts';
import type { Tally } from './closing-line.ts';

export interface RunOptions {
  readonly ask: (input: Input) => Promise<Result>;
  readonly onTheirWay: number;
  readonly printer: Printer;
  readonly progress: Progress;
  /** Ends the run: no more pictures are begun, those on their way are finished. */
  readonly signal: AbortSignal;
}

/** Asks about pictures and prints what is said, in their order. */
export async function runThrough(
  inputs: readonly Input[],
  { ask, onTheirWay, printer, progress, signal }: RunOptions,
): Promise<Pick<Tally, 'answered' | 'failures' | 'stopped'>> {
  const failures = new Map<string, number>();
  let answered = 0;
  for await (const result of mapInOrder(unlessAborted(inputs, signal), ask, onTheirWay)) {
    if (result.ok) answered += 1;
    else failures.set(result.error.code, (failures.get(result.error.code) ?? 0) + 1);
    // Only where both share a terminal does the one stand in the other's way.
    if (process.stdout.isTTY) progress.clear();
    await printer.print(result);
    progress.step();
  }
  progress.clear();
  await printer.end();
  const done = [...failures.values()].reduce((sum, times) => sum + times, answered);
  return { answered, failures, stopped: signal.aborted && done < inputs.length };
}

function* unlessAborted<T>(items: Iterable<T>, signal: AbortSignal): Generator<T> {
  for (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}
