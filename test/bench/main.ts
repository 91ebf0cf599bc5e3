import { Command } from 'commander';
import * as z from 'zod';
import { createPhotographs } from './photographs.ts';
import { prepare } from './prepare.ts';
import { race } from './race.ts';
import { renderTable } from './table.ts';

const flagsSchema = z.object({
  starts: z.coerce.number().int().min(1).max(100),
  rounds: z.coerce.number().int().min(1).max(10_000),
  pytorch: z.boolean().default(false),
  json: z.boolean().default(false),
});

const program = new Command('npm run bench --')
  .description('Compares Glimpse with its peers in one run on this machine.')
  .option('--starts <number>', 'starts per contestant', '5')
  .option('--rounds <number>', 'requests per contestant and photograph', '40')
  .option('--pytorch', 'include Flask and PyTorch (needs Python; downloads gigabytes once)')
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    '\nNumbers are medians; in brackets, the ratio to the first row. Compare only ratios from the same run.',
  )
  .parse();

const print = (message: string): void => void process.stderr.write(`${message}\n`);

try {
  const { pytorch, json, ...counts } = flagsSchema.parse(program.opts());
  const { contestants, notRun } = await prepare(pytorch);
  const measured = await race(contestants, {
    ...counts,
    photographs: await createPhotographs(),
    print,
  });
  process.stdout.write(
    json ? `${JSON.stringify({ measured, notRun }, null, 2)}\n` : renderTable(measured),
  );
  for (const { name, why } of notRun) print(`NOT RUN: ${name} (${why})`);
} catch (error) {
  print(`bench: ${error instanceof z.ZodError ? z.prettifyError(error) : error}`);
  process.exitCode = 1;
}
