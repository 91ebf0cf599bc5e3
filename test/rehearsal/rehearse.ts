import { Command, Option } from 'commander';
import * as z from 'zod';
import { Preparation } from './preparation.ts';
import { modelNames } from './prepare/models.ts';
import { print } from './print.ts';
import { type Outcome, runStage } from './run-stage.ts';
import type { Stage } from './stage.ts';
import { stages } from './stages.ts';
import { Subject } from './subject.ts';
import { renderTable } from './table.ts';

const optionsSchema = z.object({
  only: z.array(z.string()).default(stages.map(({ name }) => name)),
  model: z.array(z.enum(modelNames)).default([...modelNames]),
  json: z.boolean().default(false),
});

const help = `
Stages:
${stages.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n')}

A stage that this machine cannot run is listed as NOT RUN and proves nothing; if CI=true is set, it
counts as failed. The only network traffic goes to the npm and Python registries, for packages of
locked versions. No AWS account is needed or used.

Examples:
  npm run rehearse
  npm run rehearse -- --only arm64 --model efficientnet-lite0
  npm run rehearse -- --json > rehearsal.json
`;

const program = new Command('npm run rehearse --')
  .description('Rehearses a deployment without an AWS account: it starts, answers and recovers.')
  .addOption(
    new Option('--only <stage...>', 'run only these stages').choices(
      stages.map(({ name }) => name),
    ),
  )
  .addOption(new Option('--model <name...>', 'run only these models').choices([...modelNames]))
  .option('--json', 'print the results as JSON')
  .addHelpText('after', help)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

const options = optionsSchema.parse(program.opts());
const outcomes = await rehearse(stages.filter(({ name }) => options.only.includes(name)));
process.stdout.write(
  options.json ? `${JSON.stringify(outcomes, null, 2)}\n` : `\n${renderTable(outcomes)}\n`,
);
const notRun = outcomes.some(({ state }) => state === 'NOT RUN');
if (notRun) print('\nA stage that did not run has not passed.');
const failed = outcomes.some(({ state }) => state === 'failed') || (notRun && isCi());
process.exitCode = failed ? 1 : 0;

async function rehearse(selected: readonly Stage[]): Promise<Outcome[]> {
  const preparation = new Preparation();
  const results: Outcome[] = [];
  for (const model of options.model) {
    const subject = new Subject(model, preparation);
    for (const stage of selected) results.push(await runStage(stage, { subject, preparation }));
  }
  return results;
}

function isCi(): boolean {
  return ['true', '1'].includes(process.env.CI ?? '');
}
