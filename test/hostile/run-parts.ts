import { createProgress } from '../../client/terminal/progress.ts';
import { NotRun } from '../rehearsal/not-run.ts';
import type { Options } from './options.ts';
import { parts } from './parts.ts';
import { isInNamespace, runInNamespace } from './run/namespace.ts';
import type { Outcome, Part } from './run/part.ts';
import { runPart } from './run/run-part.ts';
import { createBroken, createNotRun } from './run/tally.ts';

/** Steps of the bar of a part. */
const steps = 100;

/** Runs the parts one after the other, each for its share of the time. */
export async function runParts(options: Options): Promise<Outcome[]> {
  const chosen = parts.filter(({ name }) => options.part.includes(name));
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  const outcomes: Outcome[] = [];
  for (const part of chosen) {
    const milliseconds = (options.minutes * 60_000 * part.share) / shares;
    outcomes.push(await runOrSkip(part, { ...options, milliseconds }));
  }
  return outcomes;
}

type PartOptions = Options & { readonly milliseconds: number };

/** Runs a part, in a namespace if it needs one. A part that cannot run here is NOT RUN; others go on after an error of the suite. */
async function runOrSkip(part: Part, options: PartOptions): Promise<Outcome> {
  try {
    if (process.platform !== 'linux')
      throw new NotRun('only Linux has /proc to watch a process by');
    await part.install?.();
    const isOutside = part.isolated === true && !isInNamespace;
    if (!isOutside) return await runWithBar(part, options);
    return await runInNamespace(toArguments(part, options));
  } catch (error) {
    if (error instanceof NotRun) return createNotRun(part.name, error.message);
    return createBroken(part.name, error);
  }
}

/** The arguments with which the suite runs one part alone. */
function toArguments({ name }: Part, options: PartOptions): string[] {
  const { seed, checkout, count, only, kind, milliseconds } = options;
  return [
    ...['--seed', seed, '--checkout', checkout],
    ...(only === undefined ? ['--part', name] : ['--only', only]),
    ...(count === undefined ? [] : ['--count', String(count)]),
    ...(kind === undefined ? [] : ['--kind', kind]),
    ...(Number.isFinite(milliseconds) ? ['--minutes', String(milliseconds / 60_000)] : []),
  ];
}

async function runWithBar(part: Part, options: PartOptions): Promise<Outcome> {
  const bar = createProgress(steps);
  let shown = 0;
  const only = options.only === undefined ? undefined : Number(options.only.split(':')[1]);
  const progress = (share: number): void => {
    for (; shown < Math.floor(Math.min(share, 1) * steps); shown += 1) bar.step();
  };
  const outcome = await runPart(part, { ...options, only, progress });
  bar.clear();
  const { tried, failures } = outcome;
  process.stderr.write(`${part.name}: ${tried} cases, ${failures.length} failed\n`);
  return outcome;
}
