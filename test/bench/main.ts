import { Command } from 'commander';
import * as z from 'zod';
import { photographs } from './photographs.ts';
import { prepare } from './prepare.ts';
import { race } from './race.ts';
import { table } from './table.ts';

const flagsSchema = z.object({
  starts: z.coerce.number().int().min(1).max(100),
  rounds: z.coerce.number().int().min(1).max(10_000),
  pytorch: z.boolean().default(false),
  json: z.boolean().default(false),
});

const program = new Command('npm run bench --')
  .description('Measures Glimpse beside its peers, all in one run on this machine.')
  .option('--starts <number>', 'how often each is started', '5')
  .option('--rounds <number>', 'how often each is asked about each photograph', '40')
  .option('--pytorch', 'measure Flask and PyTorch too (needs Python; downloads gigabytes once)')
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    '\nFigures are medians; in brackets, how many times that of the first row. Only ratios of one run say something.',
  )
  .parse();

const say = (what: string): void => void process.stderr.write(`${what}\n`);

try {
  const { pytorch, json, ...counts } = flagsSchema.parse(program.opts());
  const { contestants, notRun } = await prepare(pytorch);
  const measured = await race(contestants, { ...counts, photographs: await photographs(), say });
  process.stdout.write(
    json ? `${JSON.stringify({ measured, notRun }, null, 2)}\n` : table(measured),
  );
  for (const { name, why } of notRun) say(`NOT RUN: ${name} (${why})`);
} catch (error) {
  say(`bench: ${error instanceof z.ZodError ? z.prettifyError(error) : error}`);
  process.exitCode = 1;
}
