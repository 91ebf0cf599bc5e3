import { loadavg } from 'node:os';
import { terminalSteps } from '../../client/terminal/progress.ts';
import { glimpse } from './contestants/glimpse.ts';
import { lineUp, nobody } from './line-up.ts';
import { isNamed, type Options } from './options.ts';
import { findFunctionNode, installPackages } from './prepare/install.ts';
import { addResnet18 } from './prepare/resnet18.ts';
import { run } from './prepare/run.ts';
import { writeTransformersModel } from './prepare/transformers-model.ts';
import { type BenchDocument, documentSchema } from './report/document.ts';
import { describeMachine, readCommit } from './report/machine.ts';
import { describeError } from './rounds/interleave.ts';
import { Results } from './rounds/results.ts';
import type { Bench, Group, Run } from './scenarios/group.ts';
import { groups } from './scenarios/groups.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** Above this, other programs take a part of the processors that shows. */
const idleLoad = 0.5;

/**
 * Measures what is asked for.
 *
 * @throws Error if Glimpse fails in something, or ZodError if the result is not what the schema says.
 */
export async function runBench(options: Options): Promise<BenchDocument> {
  const date = new Date().toISOString();
  const [loadBefore = 0] = loadavg();
  if (loadBefore > idleLoad) {
    terminalSteps.say(`Other programs are using this machine (load ${loadBefore.toFixed(1)}).`);
  }
  await terminalSteps.run('Building', prepare);
  const minRounds = options.quick ? 1 : 2;
  const common: Run = {
    isQuick: options.quick,
    results: new Results(),
    rounds: (share) => Math.max(minRounds, Math.round(options.rounds * share)),
    warmUp: (rounds) => (options.quick ? 0 : rounds),
    step: (title, total, work) => terminalSteps.run(title, work, total),
  };
  const wanted = selectScenarios(options.only);
  const usesContestants = [...wanted.keys()].some((group) => group.usesContestants);
  const hasPackages = await installPeers(common);
  const peers = { transformers: hasPackages, pytorch: options.pytorch };
  const lined = usesContestants ? await lineUp(common, peers) : nobody;
  const functionNode = options.node ?? findFunctionNode();
  await measure({ ...common, ...lined, functionNode }, wanted);
  return documentSchema.parse({
    date,
    commit: await readCommit(),
    quick: options.quick,
    machine: { ...(await describeMachine(functionNode)), loadBefore },
    choices: lined.choices,
    records: common.results.records,
    notRun: common.results.notRun,
  });
}

async function prepare(): Promise<void> {
  // Bundles the command, which would count into its first start.
  await run(process.execPath, [glimpse, '--version'], { stdio: 'ignore' });
  await addResnet18();
  await writeTransformersModel();
}

/** Resolves to whether the peers from npm can take part. */
async function installPeers({ results, step }: Run): Promise<boolean> {
  try {
    await step('Installing the peers', 0, installPackages);
    return true;
  } catch (error) {
    results.leaveOut('all', 'transformers.js', `it cannot be installed: ${describeError(error)}`);
    return false;
  }
}

/**
 * Returns the groups of which something is wanted, and what.
 *
 * @param only Scenarios, or beginnings of their names; empty for all.
 */
function selectScenarios(only: readonly string[]): ReadonlyMap<Group, readonly Scenario[]> {
  const select = ({ scenarios }: Group) =>
    scenarios.filter(({ name }) => only.length === 0 || isNamed(name, only));
  return new Map(
    groups
      .map((group) => [group, select(group)] as const)
      .filter(([, wanted]) => wanted.length > 0),
  );
}

async function measure(
  bench: Bench,
  wanted: ReadonlyMap<Group, readonly Scenario[]>,
): Promise<void> {
  for (const [{ title, onlyLinux, measure }, scenarios] of wanted) {
    if (onlyLinux && process.platform !== 'linux') {
      const why = 'only Linux tells what other processes take';
      for (const { name } of scenarios) bench.results.leaveOut(name, 'all', why);
      continue;
    }
    terminalSteps.say(title);
    await measure(bench, scenarios);
  }
}
