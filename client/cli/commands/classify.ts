import type { Command } from 'commander';
import { type ClassifyOptions, optionsSchema } from '../../../functions/api/contract.ts';
import { expandInputs, type Input } from '../inputs.ts';
import type { Installation } from '../installation.ts';
import { startLocalService } from '../local-service.ts';
import { mapInOrder } from '../map-in-order.ts';
import { createPrinter, type Format } from '../printer.ts';
import { createProgress } from '../progress.ts';
import { classifyInput } from '../result.ts';
import { silentLog } from '../terminal-log.ts';

/** Enough that reading and decoding go on while the network runs. */
const atOnce = 8;

interface Flags {
  readonly topK: number;
  readonly minScore: number;
  readonly model?: string;
  readonly json?: boolean;
  readonly jsonl?: boolean;
}

/** `glimpse classify`: what is in these pictures? `finish` is told the exit code. */
export function addClassify(
  program: Command,
  { root }: Installation,
  finish: (exitCode: number) => void,
): void {
  program
    .command('classify')
    .description('say what is in pictures')
    .argument('<picture...>', 'files, folders, URLs, or - for stdin')
    .option('--top-k <number>', 'how many classes at most (1 to 100)', Number, 5)
    .option('--min-score <number>', 'least score of a class (0 to 1)', Number, 0)
    .option('--model <name>', 'the model to ask')
    .option('--json', 'print one JSON array, an element a picture')
    .option('--jsonl', 'print one line of JSON a picture, as soon as it is answered')
    .action(async (names: string[], flags: Flags) => {
      const options = optionsSchema.parse({ topK: flags.topK, minScore: flags.minScore });
      const inputs = expandInputs(names);
      finish(await classifyAll(inputs, options, { root, flags }));
    });
}

async function classifyAll(
  inputs: readonly Input[],
  options: ClassifyOptions,
  { root, flags }: { root: string; flags: Flags },
): Promise<number> {
  const { service } = await startLocalService({ root, model: flags.model, log: silentLog });
  const printer = createPrinter(formatOf(flags), process.stdout);
  const progress = createProgress(inputs.length);
  let failed = false;
  const ask = (input: Input) => classifyInput(input, service, options);
  for await (const result of mapInOrder(inputs, ask, atOnce)) {
    failed ||= !result.ok;
    progress.clear();
    printer.print(result);
    progress.step();
  }
  progress.clear();
  printer.end();
  return failed ? 1 : 0;
}

function formatOf({ json, jsonl }: Flags): Format {
  if (json) return 'json';
  return jsonl ? 'jsonl' : 'text';
}
