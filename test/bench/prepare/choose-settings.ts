import { availableParallelism } from 'node:os';
import {
  createTransformers,
  type Form,
  forms,
  pytorchEnv,
  runPytorch,
  type TransformersSettings,
} from '../contestants/peers.ts';
import { timeRun } from '../measure/timed-run.ts';
import { createPhotographs } from '../pictures/photographs.ts';
import { createPictures, formatRecipes, type Picture } from '../pictures/pictures.ts';
import { interleave } from '../rounds/interleave.ts';
import { classifyFiles } from '../scenarios/files.ts';
import type { Run } from '../scenarios/group.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { withLoops } from '../scenarios/with-running.ts';

/** How the peers are used. */
export interface Settings {
  readonly transformers: TransformersSettings;
  /** For files. */
  readonly transformersFiles: TransformersSettings;
  readonly pytorch: Form;
  /** For files, in batches. */
  readonly pytorchFiles: Form;
}

/** Settings that are not compared: those of a quick run. */
export const defaultSettings: Settings = {
  transformers: { threads: null, batches: true },
  transformersFiles: { threads: null, batches: true },
  pytorch: 'frozen',
  pytorchFiles: 'frozen',
};

/** Threads of a session: the default of ONNX Runtime, one, and one for each processor. */
const threadCounts = [null, ...new Set([1, availableParallelism()])];

const photographs = 96;

const single: Scenario = { name: 'transformers-threads/small', unit: 'ms' };
const manyFiles: Scenario = { name: 'transformers-files/96', unit: 's' };
const networkAlone: readonly Scenario[] = [1, 32].map((batch) => ({
  name: `pytorch-forms/${batch}`,
  unit: 'ms',
}));

/** Finds the fastest settings of transformers.js for the small picture, and for files. */
export async function chooseTransformers(
  run: Run,
): Promise<Pick<Settings, 'transformers' | 'transformersFiles'>> {
  const variants = threadCounts.flatMap((threads) =>
    [true, false].map((batches) => ({ threads, batches })),
  );
  const named = new Map(variants.map((settings) => [describe(settings), settings]));
  await compareSingle(run);
  await compareFiles(run, named);
  const threads = threadCounts.find((count) => describeThreads(count) === findFastest(run, single));
  const files = named.get(findFastest(run, manyFiles) ?? '');
  return {
    transformers: { ...defaultSettings.transformers, ...(threads && { threads }) },
    transformersFiles: files ?? defaultSettings.transformersFiles,
  };
}

/** Describes settings for people, such as `1 thread, batches of 32`. */
export function describe({ threads, batches }: TransformersSettings): string {
  return `${describeThreads(threads)}, ${batches ? 'batches of 32' : 'one after the other'}`;
}

export function describeThreads(threads: number | null): string {
  if (threads === null) return 'default threads';
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

async function compareSingle(run: Run): Promise<void> {
  const [small] = (await createPictures(formatRecipes, run.isQuick)) as [Picture];
  const contestants = threadCounts.map((threads) =>
    createTransformers({ threads, batches: true }, describeThreads(threads)),
  );
  const rounds = run.rounds(0.5);
  await withLoops({ ...run, contestants }, [single], async (loops) => {
    await run.step(single.name, (run.warmUp(3) + rounds) * loops.length, (onStep) =>
      interleave({
        contestants: loops,
        scenarios: [single],
        rounds,
        warmUp: run.warmUp(3),
        results: run.results,
        onStep,
        measure: async ({ loop }) => [[await loop.classify(small.path, 5)]],
      }),
    );
  });
}

async function compareFiles(
  { results, rounds: share, step }: Run,
  named: ReadonlyMap<string, TransformersSettings>,
): Promise<void> {
  const folder = await createPhotographs(photographs, () => {});
  const contestants = [...named].map(([name, settings]) => createTransformers(settings, name));
  const rounds = share(0.1);
  await step(manyFiles.name, rounds * contestants.length, (onStep) =>
    interleave({
      contestants,
      scenarios: [manyFiles],
      rounds,
      results,
      onStep,
      measure: async (contestant) => {
        const [wall = []] = await classifyFiles(contestant, { folder, count: photographs });
        return [wall];
      },
    }),
  );
}

/**
 * Finds the fastest form of the network in PyTorch, for one picture and for batches. For files, a
 * compiled network does not count: compiling takes longer than a thousand photographs.
 */
export async function choosePytorch(run: Run): Promise<Pick<Settings, 'pytorch' | 'pytorchFiles'>> {
  const { results, rounds: share, step } = run;
  const rounds = share(0.5);
  for (const scenario of networkAlone) results.open(scenario, forms);
  const chunks: Buffer[] = [];
  await step('pytorch-forms', 0, async () => {
    const onOutput = (chunk: Buffer): void => void chunks.push(chunk);
    await timeRun(runPytorch('forms', `${rounds}`), { env: pytorchEnv, onOutput });
  });
  for (const line of Buffer.concat(chunks).toString().trim().split('\n')) {
    const { form, batch, ms, error } = JSON.parse(line);
    if (error === undefined) results.add(`pytorch-forms/${batch}`, form, [ms]);
    else for (const { name } of networkAlone) results.leaveOut(name, form, error);
  }
  const [one, many] = networkAlone as [Scenario, Scenario];
  return {
    pytorch: toForm(findFastest(run, one)) ?? defaultSettings.pytorch,
    pytorchFiles: toForm(findFastest(run, many, ['compiled'])) ?? defaultSettings.pytorchFiles,
  };
}

function toForm(name: string | undefined): Form | undefined {
  return forms.find((form) => form === name);
}

/** Returns the contestant with the smallest median. */
function findFastest(
  { results }: Run,
  { name }: Scenario,
  except: readonly string[] = [],
): string | undefined {
  const records = results.records.filter(
    ({ scenario, contestant }) => scenario === name && !except.includes(contestant),
  );
  return records.toSorted((a, b) => a.median - b.median)[0]?.contestant;
}
