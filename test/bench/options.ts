import { Command, InvalidArgumentError, Option } from 'commander';
import { groups } from './scenarios/groups.ts';

export interface Options {
  readonly quick: boolean;
  readonly pytorch: boolean;
  readonly rounds: number;
  /** Scenarios, or beginnings of their names; empty for all. */
  readonly only: readonly string[];
  readonly json: boolean;
  /** File to write the picture to. */
  readonly svg: string | undefined;
  /** Path of the Node that runs the function. */
  readonly node: string | undefined;
}

const defaultRounds = 40;
const quickRounds = 2;
const defaultPicture = 'test/bench/bench.svg';

const names = groups.flatMap(({ scenarios }) => scenarios.map(({ name }) => name));

const help = `
Scenarios:
${groups.map(({ title, scenarios }) => `  ${title}:\n    ${scenarios.map(({ name }) => name).join(' ')}`).join('\n')}

Compare only ratios of one run, from a machine that does nothing else. A ratio is that to the first
contestant of the scenario. What cannot run here is listed as NOT RUN, with the reason.

Exit codes: 0 everything of Glimpse ran, 1 something failed, 2 wrong usage.

Examples:
  npm run bench -- --pytorch --svg
  npm run bench -- --only rest clients/8 --rounds 100
  npm run --silent bench -- --json > bench.json
  npm run bench -- --quick
`;

/** Reads the command line. Ends the process after `--help` or wrong usage. */
export function readOptions(argv: readonly string[]): Options {
  const program = new Command('npm run bench --')
    .description('Measures how fast Glimpse and its peers are, in one run on this machine.')
    .option('--quick', 'a few rounds with small pictures, to see that the bench works')
    .option('--pytorch', 'include PyTorch (needs Python; downloads gigabytes once)')
    .addOption(
      new Option('--rounds <number>', `rounds of quick scenarios, 2 or more (${defaultRounds})`)
        .argParser(toRounds)
        .conflicts('quick'),
    )
    .option('--only <scenario...>', 'measure only these, or those whose names begin so', toNames)
    .option('--json', 'print one JSON document')
    .option('--svg [file]', `write a picture (to ${defaultPicture})`)
    .option('--node <path>', 'the Node that runs the function (default: that of Lambda)')
    .addHelpText('after', help)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .parse(argv, { from: 'user' });
  const { quick = false, pytorch = false, json = false, only = [], svg, ...rest } = program.opts();
  return {
    quick,
    pytorch,
    json,
    only,
    rounds: rest.rounds ?? (quick ? quickRounds : defaultRounds),
    svg: svg === true ? defaultPicture : svg,
    node: rest.node,
  };
}

/** Whether a scenario has one of these names, or begins with whole words of one: `init` names `init-cpu/…`. */
export function isNamed(scenario: string, only: readonly string[]): boolean {
  return only.some(
    (name) => scenario.startsWith(name) && /^([/-]|$)/.test(scenario.slice(name.length)),
  );
}

function toRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 2) return rounds;
  throw new InvalidArgumentError('expected a whole number of 2 or more');
}

function toNames(name: string, before: readonly string[] = []): string[] {
  if (names.some((scenario) => isNamed(scenario, [name]))) return [...before, name];
  throw new InvalidArgumentError('expected a scenario: see --help');
}
