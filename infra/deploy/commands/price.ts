import { type Command, InvalidArgumentError } from 'commander';
import { defaultMonth, defaultPictures } from '../price/assumptions.ts';
import { type Month, priceOf } from '../price/price.ts';
import { renderPrices } from '../price/table.ts';

type Flags = Omit<Month, 'pictures' | 'charged'> & {
  readonly pictures: readonly number[];
  readonly json?: boolean;
};

/** `npm run price`: what a month costs. It asks nobody and needs no account. */
export function addPriceCommand(program: Command): void {
  const { memory, ms, startMs, starts, logBytes, answerBytes } = defaultMonth;
  program
    .command('price')
    .description('tell what a month costs; needs no account')
    .option('--pictures <counts>', 'pictures a month, with commas', numbers, defaultPictures)
    .option('--memory <mb>', 'memory of the function in MB', number, memory)
    .option('--ms <ms>', 'milliseconds that are billed for a picture', number, ms)
    .option('--start-ms <ms>', 'milliseconds that a start takes', number, startMs)
    .option('--starts <share>', 'starts for each picture, 0 to 1', share, starts)
    .option('--log-bytes <bytes>', 'what a picture writes to the log', number, logBytes)
    .option('--answer-bytes <bytes>', 'an answer with its headers', number, answerBytes)
    .option('--json', 'print one JSON array, an element a month')
    .action(({ pictures, json, ...flags }: Flags) => {
      const month = { ...defaultMonth, ...flags };
      const prices = pictures.map((count) => priceOf({ ...month, pictures: count }));
      process.stdout.write(json ? `${JSON.stringify(prices, null, 2)}\n` : renderPrices(prices));
    });
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('It has to be a number, 0 or more.');
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It has to be a number from 0 to 1.');
}

function numbers(text: string): number[] {
  return text.split(',').map(number);
}
