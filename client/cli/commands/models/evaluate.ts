import type { Command } from 'commander';
import * as z from 'zod';
import type { Evaluation } from '../../../../models/evaluate/evaluation.ts';
import { parseFlags } from '../../errors.ts';
import type { Installation } from '../../installation.ts';
import { renderEvaluation } from '../../models/evaluation-report.ts';

const examples = `
The folder contains one folder per class, named by synset (n01440764) or label (tench), or pictures
whose classes are in the CSV of --truth. A label that two classes share, such as crane, is refused.
Ctrl+C prints the measurement so far.

Examples:
  glimpse models evaluate resnet18 imagenette2/val
  glimpse models evaluate resnet18 ILSVRC/Data/CLS-LOC/val --truth LOC_val_solution.csv
  glimpse models evaluate resnet18 val --resume answers.jsonl --json > resnet18.json
  glimpse models evaluate my-flowers flowers/test --limit 500

Exit codes: 0 all pictures answered, 1 some failed or the run was interrupted, 2 wrong usage.
`;

const flagsSchema = z.object({
  truth: z.string().optional(),
  resume: z.string().optional(),
  limit: z.int().min(1).optional(),
  confusions: z.int().min(0),
  json: z.boolean().default(false),
});

/** Adds `glimpse models evaluate`, which measures accuracy. `finish` receives the exit code. */
export function addEvaluate(
  models: Command,
  { root }: Installation,
  finish: (exitCode: number) => void,
): void {
  models
    .command('evaluate')
    .description('measure a model on labelled pictures: top-1, top-5, worst confusions, speed')
    .argument('<name>', 'name of an installed model')
    .argument('<folder>', 'folder with pictures, in folders named by synset or label')
    .option('--truth <csv>', 'read classes from this CSV of file and synset (LOC_val_solution.csv)')
    .option('--resume <file>', 'save answers to this journal, and skip pictures that it has')
    .option('--limit <number>', 'measure this many pictures, evenly spaced among all', Number)
    .option('--confusions <number>', 'number of worst confusions to list', Number, 10)
    .option('--json', 'print a JSON document')
    .addHelpText('after', examples)
    .action(async (model: string, folder: string, rawFlags: unknown) => {
      const { json, ...flags } = parseFlags(flagsSchema, rawFlags);
      const { evaluate } = await import('../../models/evaluate.ts');
      const evaluation = await evaluate({ root, model, folder, ...flags });
      process.stdout.write(
        json ? `${JSON.stringify(evaluation, null, 2)}\n` : renderEvaluation(evaluation),
      );
      if (!evaluation.complete) process.stderr.write(describeStop(evaluation, flags.resume));
      finish(evaluation.complete && evaluation.failures.length === 0 ? 0 : 1);
    });
}

function describeStop({ pictures }: Evaluation, journal: string | undefined): string {
  const { answered, failed, chosen } = pictures;
  const hint =
    journal === undefined
      ? 'to be able to resume, run with --resume FILE'
      : 'run the same command to resume';
  return `glimpse: stopped after ${answered + failed} of ${chosen} pictures; ${hint}\n`;
}
