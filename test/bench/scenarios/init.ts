import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { picturePath, readPictureFixture } from '../../support/fixtures.ts';
import { createFunctionUrlEvent } from '../../support/function-url-event.ts';
import type { Command } from '../contestants/contestant.ts';
import { networks } from '../contestants/glimpse.ts';
import { benchFolder, workFolder } from '../folders.ts';
import { timeRun, type Usage } from '../measure/timed-run.ts';
import type { BuiltFunction } from '../prepare/function.ts';
import { interleave } from '../rounds/interleave.ts';
import { median } from '../statistics/median.ts';
import type { Bench, Group } from './group.ts';
import type { Scenario } from './scenario.ts';

const perNetwork = networks.map(({ key, folder }) => ({
  folder,
  scenarios: [
    { name: `init-cpu/${key}`, unit: 'ms' },
    { name: `init-wall/${key}`, unit: 'ms' },
    { name: `init-and-answer-cpu/${key}`, unit: 'ms' },
  ] as const satisfies readonly Scenario[],
}));

/**
 * The function's INIT, in fresh processes, beside a bare script that loads the same libraries and the
 * same model. What Node itself takes is subtracted from both.
 */
export const init: Group = {
  title: 'INIT of the function, beside a bare script',
  scenarios: perNetwork.flatMap(({ scenarios }) => scenarios),
  usesContestants: false,
  onlyLinux: true,
  measure: async (bench, wanted) => {
    // It imports the CDK, which takes a second.
    const { buildFunction } = await import('../prepare/function.ts');
    const built = await buildFunction();
    const node = await measureNode(bench);
    for (const { folder, scenarios } of perNetwork) {
      if (!scenarios.some((one) => wanted.includes(one))) continue;
      await measureInit(bench, { built, node, folder, scenarios });
    }
  },
};

/** Medians of `node -e 0`. */
async function measureNode({ functionNode, rounds, step }: Bench): Promise<Usage> {
  const count = rounds(0.5);
  const usages: Usage[] = [];
  await step('node -e 0', count, async (onStep) => {
    for (let round = 0; round < count; round += 1) {
      usages.push(await timeRun([functionNode, '-e', '0']));
      onStep();
    }
  });
  return {
    wallMs: median(usages.map(({ wallMs }) => wallMs)),
    cpuMs: median(usages.map(({ cpuMs }) => cpuMs)),
  };
}

interface Init {
  readonly built: BuiltFunction;
  /** What Node takes without a program. */
  readonly node: Usage;
  /** Of the model. */
  readonly folder: string;
  readonly scenarios: readonly Scenario[];
}

async function measureInit(
  { functionNode, results, rounds: share, warmUp, step }: Bench,
  { built, node, folder, scenarios }: Init,
): Promise<void> {
  const script = (name: string) => join(benchFolder, 'contestants', name);
  const env = { ...built.variables, GLIMPSE_MODEL_FOLDER: folder };
  const event = await writeEvent();
  const start = async (command: Command, variables = {}): Promise<Usage> => {
    const { wallMs, cpuMs } = await timeRun(command, { env: variables });
    return { wallMs: Math.max(0, wallMs - node.wallMs), cpuMs: Math.max(0, cpuMs - node.cpuMs) };
  };
  const load: Command = [functionNode, script('function.mjs'), built.entry];
  const bare: Command = [
    functionNode,
    script('bare.mjs'),
    join(folder, 'model.onnx'),
    picturePath('coffee'),
  ];
  const contestants = [
    {
      name: 'Glimpse',
      isGlimpse: true,
      run: async () => {
        const loaded = await start(load, env);
        const answered = await start([...load, event], env);
        return [[loaded.cpuMs], [loaded.wallMs], [answered.cpuMs]];
      },
    },
    {
      name: 'bare script',
      isGlimpse: false,
      run: async () => {
        const { cpuMs, wallMs } = await start(bare);
        return [[cpuMs], [wallMs], [cpuMs]];
      },
    },
  ];
  const rounds = share(0.5);
  await step(scenarios[0]?.name ?? '', (warmUp(1) + rounds) * contestants.length, (onStep) =>
    interleave({
      contestants,
      scenarios,
      rounds,
      warmUp: warmUp(1),
      results,
      onStep,
      measure: ({ run }) => run(),
    }),
  );
}

/** Writes a request with a picture as a function URL sends it. */
async function writeEvent(): Promise<string> {
  const path = join(workFolder, 'event.json');
  const event = createFunctionUrlEvent({
    method: 'POST',
    path: '/classify',
    headers: { 'content-type': 'image/jpeg' },
    body: readPictureFixture('coffee'),
  });
  await writeFile(path, JSON.stringify(event));
  return path;
}
