import { Command, Option } from 'commander';
import * as z from 'zod';
import { type Outcome, outcomeOf } from './outcome.ts';
import { Preparation } from './preparation.ts';
import { modelNames } from './prepare/models.ts';
import { say } from './say.ts';
import type { Stage } from './stage.ts';
import { stages } from './stages.ts';
import { Subject } from './subject.ts';
import { tableOf } from './table.ts';

const optionsSchema = z.object({
  only: z.array(z.string()).default(stages.map(({ name }) => name)),
  model: z.array(z.enum(modelNames)).default([...modelNames]),
  json: z.boolean().default(false),
});

const help = `
Stages:
${stages.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n')}

A stage that this machine cannot run is listed as NOT RUN and proves nothing; with CI=true in the
environment it counts as failed. Nothing is sent anywhere but to npm's and Python's registries, for
packages of locked versions; no AWS account is needed or used.

Examples:
  npm run rehearse
  npm run rehearse -- --only arm64 --model efficientnet-lite0
  npm run rehearse -- --json > rehearsal.json
`;

const program = new Command('npm run rehearse --')
  .description('Rehearses a deployment without an AWS account: that it starts, answers, and heals.')
  .addOption(
    new Option('--only <stage...>', 'these stages alone').choices(stages.map(({ name }) => name)),
  )
  .addOption(new Option('--model <name...>', 'these models alone').choices([...modelNames]))
  .option('--json', 'print the outcomes as JSON')
  .addHelpText('after', help)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

const options = optionsSchema.parse(program.opts());
const outcomes = await rehearse(stages.filter(({ name }) => options.only.includes(name)));
process.stdout.write(
  options.json ? `${JSON.stringify(outcomes, null, 2)}\n` : `\n${tableOf(outcomes)}\n`,
);
const notRun = outcomes.some(({ state }) => state === 'NOT RUN');
if (notRun) say('\nNOT RUN is not passed: what such a stage would show is not known.');
const failed = outcomes.some(({ state }) => state === 'failed') || (notRun && inCi());
process.exitCode = failed ? 1 : 0;

async function rehearse(chosen: readonly Stage[]): Promise<Outcome[]> {
  const preparation = new Preparation();
  const done: Outcome[] = [];
  for (const model of options.model) {
    const subject = new Subject(model, preparation);
    for (const stage of chosen) done.push(await outcomeOf(stage, { subject, preparation }));
  }
  return done;
}

function inCi(): boolean {
  return ['true', '1'].includes(process.env.CI ?? '');
}
