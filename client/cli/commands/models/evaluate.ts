import type { Command } from 'commander';
import * as z from 'zod';
import type { Evaluation } from '../../../../models/evaluate/evaluation.ts';
import { parseFlags } from '../../errors.ts';
import type { Installation } from '../../installation.ts';
import { renderEvaluation } from '../../models/evaluation-report.ts';

const examples = `
A folder holds a folder for each class, named by its synset (n01440764) or its label (tench), or
pictures whose classes --truth tells. A word that means two classes, such as crane, is refused.

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

/** `glimpse models evaluate`: how often is a model right? `finish` is told the exit code. */
export function addEvaluate(
  models: Command,
  { root }: Installation,
  finish: (exitCode: number) => void,
): void {
  models
    .command('evaluate')
    .description('measure a model on labelled pictures: top-1, top-5, worst confusions, speed')
    .argument('<name>', 'a model that is here')
    .argument('<folder>', 'pictures, in folders named by synset or label')
    .option('--truth <csv>', 'the classes: file and synset a line, as in LOC_val_solution.csv')
    .option('--resume <file>', 'keep answers in this journal, and go on after those in it')
    .option('--limit <number>', 'measure so many pictures, evenly spaced among all', Number)
    .option('--confusions <number>', 'how many of the worst confusions to name', Number, 10)
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action(async (model: string, folder: string, given: unknown) => {
      const { json, ...flags } = parseFlags(flagsSchema, given);
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
  const remedy =
    journal === undefined
      ? 'with --resume FILE another run could go on from where this one stops'
      : 'the same command goes on from here';
  return `glimpse: stopped after ${answered + failed} of ${chosen} pictures; ${remedy}\n`;
}
