import type { FilesContestant } from '../contestants/contestant.ts';
import { LineWatch } from '../measure/line-watch.ts';
import { timeRun } from '../measure/timed-run.ts';
import { createPhotographs } from '../pictures/photographs.ts';
import { interleave } from '../rounds/interleave.ts';
import type { Group } from './group.ts';
import type { Scenario } from './scenario.ts';

const scenarios: readonly Scenario[] = [
  { name: 'files/wall', unit: 's' },
  { name: 'files/cpu', unit: 's' },
  { name: 'files/rate', unit: 'pictures/s' },
  { name: 'files/cores', unit: 'cores' },
  { name: 'files/cores-answering', unit: 'cores' },
];

const photographs = 1_000;
const quickPhotographs = 40;

/**
 * A thousand files, from the start of the program to its end. Processors kept busy are CPU time by
 * elapsed time: of the whole run, and from the first answer to the last.
 */
export const files: Group = {
  title: 'A thousand photographs by one command',
  scenarios,
  usesContestants: true,
  onlyLinux: true,
  measure: async ({ files: contestants, results, rounds: share, step, isQuick }) => {
    const count = isQuick ? quickPhotographs : photographs;
    const folder = await step('Making photographs', count, (onStep) =>
      createPhotographs(count, onStep),
    );
    const rounds = share(0.1);
    await step('files', rounds * contestants.length, (onStep) =>
      interleave({
        contestants,
        scenarios,
        rounds,
        results,
        onStep,
        measure: (contestant) => classifyFiles(contestant, { folder, count }),
      }),
    );
  },
};

/** Classifies a folder of `count` pictures; resolves to one number for each scenario. */
export async function classifyFiles(
  { files, env }: FilesContestant,
  { folder, count }: { readonly folder: string; readonly count: number },
): Promise<number[][]> {
  const watch = new LineWatch(count);
  const { wallMs, cpuMs } = await timeRun(files(folder), {
    env,
    onOutput: (chunk, pid) => watch.read(chunk, pid),
  });
  const answering = watch.coresBetween();
  return [
    [wallMs / 1_000],
    [cpuMs / 1_000],
    [count / (wallMs / 1_000)],
    [cpuMs / wallMs],
    [answering],
  ];
}
