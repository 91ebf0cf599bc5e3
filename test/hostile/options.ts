import { Command, InvalidArgumentError } from 'commander';
import { shellQuote } from '../../client/terminal/shell-quote.ts';
import { root } from '../support/fixtures.ts';
import { parts } from './parts.ts';

export interface Options {
  readonly seed: string;
  /** Cases of each part; undefined for as many as the time allows. */
  readonly count: number | undefined;
  readonly minutes: number;
  /** Names of the parts to run. */
  readonly part: readonly string[];
  /** The only case to run, such as `pictures:1234`. */
  readonly only: string | undefined;
  readonly kind: string | undefined;
  readonly checkout: string;
  /** Numbers of the faults whose mends are taken out; empty for all, undefined for none. */
  readonly prove: readonly number[] | undefined;
  readonly json: boolean;
}

const names = parts.map(({ name }) => name);
const defaultMinutes = 5;

const help = `
Kinds of cases:
${parts.map(({ name, kinds }) => `  ${name}: ${Object.keys(kinds).join(', ')}`).join('\n')}

Exit codes: 0 everything held, 1 something did not, 2 wrong usage.

Examples:
  npm run test:hostile
  npm run test:hostile -- --part pictures --count 20000
  npm run test:hostile -- --seed 7 --only pictures:1234
  npm run test:hostile -- --prove
`;

/** Reads the command line. Ends the process after `--help` or wrong usage. */
export function readOptions(argv: readonly string[]): Options {
  const program = new Command('npm run test:hostile --')
    .description('Sends hostile things to the service, and a good request after each of them.')
    .option('--count <number>', 'cases per part (default: as many as the time allows)', toCount)
    .option('--seed <text>', 'the same seed gives the same cases (default: the time)')
    .option('--minutes <number>', 'time for all parts together', toMinutes)
    .option('--part <name...>', `run only these parts: ${names.join(', ')}`, toPart)
    .option('--only <part:index>', 'run one case alone')
    .option('--kind <name>', 'make only this kind of cases')
    .option('--checkout <folder>', 'the checkout under test (default: this one)')
    .option(
      '--prove [number...]',
      'take the mends of faults out of a copy, and show that each is missed',
    )
    .option('--json', 'print the results as JSON')
    .addHelpText('after', help)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .parse(argv, { from: 'user' });
  const { prove, ...options } = program.opts();
  const [onlyPart] = String(options.only ?? '').split(':');
  return {
    seed: options.seed ?? String(Math.floor(Date.now() / 1000)),
    count: options.count,
    minutes: options.minutes ?? (options.count ? Number.POSITIVE_INFINITY : defaultMinutes),
    part: onlyPart ? [onlyPart] : (options.part ?? names),
    only: options.only,
    kind: options.kind,
    checkout: options.checkout ?? root,
    prove: prove === undefined ? undefined : prove === true ? [] : prove.map(Number),
    json: options.json ?? false,
  };
}

/** Returns the command that makes the same cases again. */
export function describeCommand({ seed, kind, checkout }: Options): string {
  const of = (flag: string, value: string | undefined) =>
    value === undefined ? '' : ` ${flag} ${shellQuote(value)}`;
  const other = checkout === root ? undefined : checkout;
  const flags = [of('--seed', seed), of('--kind', kind), of('--checkout', other)];
  return `npm run test:hostile --${flags.join('')}`;
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected 1 or more');
  return count;
}

function toMinutes(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0)) throw new InvalidArgumentError('expected a number above 0');
  return minutes;
}

function toPart(name: string, before: readonly string[] = []): string[] {
  if (!names.includes(name)) throw new InvalidArgumentError(`expected ${names.join(', ')}`);
  return [...before, name];
}
