import type { Contestant, FilesContestant } from './contestants/contestant.ts';
import { ours } from './contestants/glimpse.ts';
import {
  createDataLoaders,
  createPytorch,
  createTransformers,
  plainScript,
} from './contestants/peers.ts';
import {
  choosePytorch,
  chooseTransformers,
  defaultSettings,
  describe,
  describeThreads,
  type Settings,
} from './prepare/choose-settings.ts';
import { installPytorch } from './prepare/install.ts';
import { describeError } from './rounds/interleave.ts';
import type { Run } from './scenarios/group.ts';

/** Those that take part in a run. */
export interface LineUp {
  readonly contestants: readonly Contestant[];
  readonly files: readonly FilesContestant[];
  /** How the peers are set, for people. */
  readonly choices: Readonly<Record<string, string>>;
}

/** Peers that may be missing. */
export interface Wanted {
  readonly transformers: boolean;
  readonly pytorch: boolean;
}

/** For scenarios that no contestant takes part in. */
export const nobody: LineUp = { contestants: [], files: [], choices: {} };

/** Lines the peers up after Glimpse, each with its fastest settings. */
export async function lineUp(run: Run, { transformers, pytorch }: Wanted): Promise<LineUp> {
  const peers = [
    { contestants: [...ours, plainScript], files: [...ours, plainScript], choices: {} },
    transformers ? await lineTransformersUp(run) : nobody,
    await linePytorchUp(run, pytorch),
  ];
  return {
    contestants: peers.flatMap(({ contestants }) => contestants),
    files: peers.flatMap(({ files }) => files),
    choices: Object.assign({}, ...peers.map(({ choices }) => choices)),
  };
}

async function lineTransformersUp(run: Run): Promise<LineUp> {
  const isCompared = !run.isQuick && process.platform === 'linux';
  const chosen = isCompared ? await chooseTransformers(run) : defaultSettings;
  return {
    contestants: [createTransformers(chosen.transformers)],
    files: [createTransformers(chosen.transformersFiles)],
    choices: {
      'transformers.js': describeThreads(chosen.transformers.threads),
      'transformers.js, files': describe(chosen.transformersFiles),
    },
  };
}

/** PyTorch as it is, and at its best if that is something else. */
async function linePytorchUp(run: Run, isWanted: boolean): Promise<LineUp> {
  if (!isWanted) {
    run.results.leaveOut('all', 'PyTorch', 'it downloads gigabytes; to include it, pass --pytorch');
    return nobody;
  }
  try {
    await run.step('Installing PyTorch', 0, installPytorch);
    return linePytorchFormsUp(run, run.isQuick ? defaultSettings : await choosePytorch(run));
  } catch (error) {
    run.results.leaveOut('all', 'PyTorch', `it does not run: ${describeError(error)}`);
    return nobody;
  }
}

function linePytorchFormsUp(
  { results }: Run,
  { pytorch, pytorchFiles }: Pick<Settings, 'pytorch' | 'pytorchFiles'>,
): LineUp {
  const eager = createPytorch('PyTorch', 'eager');
  const best = 'PyTorch at its best';
  const isEager = pytorch === 'eager';
  if (isEager) results.leaveOut('all', best, 'no other form is faster than eager');
  return {
    contestants: isEager ? [eager] : [eager, createPytorch(best, pytorch)],
    files: createDataLoaders(pytorchFiles),
    choices: { [best]: pytorch, 'PyTorch DataLoader': pytorchFiles },
  };
}
