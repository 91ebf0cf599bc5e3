import { describeCommand, type Options, readOptions } from './options.ts';
import { prove, renderProofs } from './prove.ts';
import { isInNamespace } from './run/namespace.ts';
import { renderTable } from './run/table.ts';
import { isBad } from './run/tally.ts';
import { runParts } from './run-parts.ts';

const options = readOptions(process.argv.slice(2));
if (!isInNamespace) process.stderr.write(`Seed: ${options.seed}\n`);
const { prove: faults } = options;
const holds = faults
  ? await showProofs({ ...options, prove: faults })
  : await showOutcomes(options);
process.exitCode = holds ? 0 : 1;

async function showOutcomes(run: Options): Promise<boolean> {
  const outcomes = await runParts(run);
  print(run.json ? { seed: run.seed, outcomes } : renderTable(outcomes, describeCommand(run)));
  return !outcomes.some(isBad);
}

async function showProofs(run: Options & { prove: readonly number[] }): Promise<boolean> {
  const proofs = await prove(run);
  print(run.json ? { seed: run.seed, proofs } : renderProofs(proofs));
  return proofs.every(({ found, holds }) => found !== null && holds);
}

function print(result: string | object): void {
  process.stdout.write(
    typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`,
  );
}
