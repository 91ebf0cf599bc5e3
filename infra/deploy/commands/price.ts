import { type Command, InvalidArgumentError, Option } from 'commander';
import { defaultMonth, defaultPictures } from '../price/assumptions.ts';
import { computePrice, type Month } from '../price/price.ts';
import { renderPrices } from '../price/table.ts';

type Flags = Omit<Month, 'pictures' | 'billedResources'> & {
  readonly pictures: readonly number[];
  readonly json?: boolean;
};

const examples = `
Prints one row per number of pictures. Put flags after "--".

Examples:
  npm run price
  npm run price -- --pictures 500000 --memory 3008 --ms 25

Exit codes: 0 done, 2 wrong usage.
`;

const assumption = `${defaultMonth.ms} ms per picture on Graviton is an assumption. "npm run deploy" measures it.\n`;

/** Adds `price`, which prints what a month costs. It sends no requests and needs no account. */
export function addPriceCommand(program: Command): void {
  const { memory, ms, startMs, starts, logBytes, answerBytes } = defaultMonth;
  program
    .command('price')
    .description('print what a month costs in us-east-1; needs no AWS account')
    .addOption(
      new Option('--pictures <counts>', 'pictures per month, separated by commas')
        .argParser(parseNumbers)
        .default(defaultPictures, defaultPictures.join(',')),
    )
    .option('--memory <mb>', 'memory of the function in MB', parseNumber, memory)
    .option('--ms <ms>', 'billed milliseconds per picture', parseNumber, ms)
    .option('--start-ms <ms>', 'milliseconds per cold start', parseNumber, startMs)
    .option('--starts <share>', 'cold starts per picture, 0 to 1', parseShare, starts)
    .option('--log-bytes <bytes>', 'bytes written to the log per picture', parseNumber, logBytes)
    .option(
      '--answer-bytes <bytes>',
      'bytes per answer, headers included',
      parseNumber,
      answerBytes,
    )
    .option('--json', 'print a JSON array with one element per month')
    .addHelpText('after', examples)
    .action(({ pictures, json, ...flags }: Flags, command: Command) => {
      const month = { ...defaultMonth, ...flags };
      const prices = pictures.map((count) => computePrice({ ...month, pictures: count }));
      const assumed = command.getOptionValueSource('ms') === 'default';
      const text = `${renderPrices(prices)}${assumed ? assumption : ''}`;
      process.stdout.write(json ? `${JSON.stringify(prices, null, 2)}\n` : text);
    });
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a number, 0 or more.');
}

function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 1.');
}

function parseNumbers(text: string): number[] {
  return text.split(',').map(parseNumber);
}
