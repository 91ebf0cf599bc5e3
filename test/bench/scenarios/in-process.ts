import {
  createPictures,
  formatRecipes,
  getPicture,
  growthRecipes,
  type Picture,
} from '../pictures/pictures.ts';
import { interleave } from '../rounds/interleave.ts';
import type { Bench, Group, Run } from './group.ts';
import { shares, warmUp } from './requests.ts';
import type { Scenario } from './scenario.ts';
import { type RunningLoop, withLoops } from './with-running.ts';

const defaultTopK = 5;
const topKs = [1, defaultTopK, 100];

/** What one scenario classifies. */
interface Task {
  readonly scenario: Scenario;
  readonly picture: (pictures: Pictures) => Picture;
  readonly topK: number;
  /** Of the rounds. */
  readonly share: number;
}

interface Pictures {
  readonly formats: readonly Picture[];
  readonly growth: readonly Picture[];
}

const formatTasks: readonly Task[] = formatRecipes.map(({ name }) => ({
  scenario: { name: `in-process/${name}`, unit: 'ms' },
  picture: ({ formats }) => getPicture(formats, name),
  topK: defaultTopK,
  share: shares[name] ?? 1,
}));

/** Baseline JPEG from 0.3 to 24 megapixels. */
const growthTasks: readonly Task[] = growthRecipes.map(({ name }) => ({
  scenario: { name: `megapixels/${name}`, unit: 'ms' },
  picture: ({ growth }) => getPicture(growth, name),
  topK: defaultTopK,
  share: 0.5,
}));

/** The small picture. */
const topKTasks: readonly Task[] = topKs.map((topK) => ({
  scenario: { name: `top-k/${topK}`, unit: 'ms' },
  picture: ({ formats }) => getPicture(formats, 'small'),
  topK,
  share: 1,
}));

const tasks = [...formatTasks, ...growthTasks, ...topKTasks];

/** One picture after the other in processes that are started once. */
export const inProcess: Group = {
  title: 'Without HTTP: formats, growth with the pixels and with the number of classes',
  scenarios: tasks.map(({ scenario }) => scenario),
  usesContestants: true,
  onlyLinux: false,
  measure: async (bench: Bench, wanted) => {
    const pictures: Pictures = {
      formats: await createPictures(formatRecipes, bench.isQuick),
      growth: await createPictures(growthRecipes, bench.isQuick),
    };
    await withLoops(bench, wanted, async (loops) => {
      for (const task of tasks) {
        if (!wanted.includes(task.scenario)) continue;
        await measureOne(bench, loops, { ...task, path: task.picture(pictures).path });
      }
    });
  },
};

async function measureOne(
  { results, rounds: share, warmUp: before, step }: Run,
  loops: readonly RunningLoop[],
  task: Task & { readonly path: string },
): Promise<void> {
  const rounds = share(task.share);
  await step(task.scenario.name, (before(warmUp) + rounds) * loops.length, (onStep) =>
    interleave({
      contestants: loops,
      scenarios: [task.scenario],
      rounds,
      warmUp: before(warmUp),
      results,
      onStep,
      measure: async ({ loop }) => [[await loop.classify(task.path, task.topK)]],
    }),
  );
}
