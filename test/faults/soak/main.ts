import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { startServer } from '../server.ts';
import { soak } from './run.ts';
import { renderTable } from './table.ts';
import { findProblems } from './verdict.ts';

const help = `
Needs Linux: it watches the server's processes through /proc.

Exit codes: 0 all answers are right and nothing grew, 1 something did not hold, 2 wrong usage.
`;

const program = new Command('npm run test:soak --')
  .description('Sends requests of all kinds to a server, and watches what its processes hold.')
  .option('--requests <number>', 'how many, 100 or more', toNumber, 10_000)
  .addHelpText('after', help)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

const { requests } = program.opts<{ requests: number }>();
const home = mkdtempSync(join(tmpdir(), 'glimpse-soak-'));
try {
  const server = await startServer({ home });
  const onProgress = (done: number): void => {
    if (done % 1_000 === 0) process.stderr.write(`${done} of ${requests} requests\n`);
  };
  const soaked = await soak(server, { requests, onProgress });
  const code = await server.stop();
  const problems = findProblems(soaked);
  if (code !== 0) problems.push(`the server ended with ${code}`);
  process.stdout.write(`${[renderTable(soaked), ...problems].join('\n')}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(home, { recursive: true });
}

function toNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 100) return number;
  throw new InvalidArgumentError('expected a whole number of 100 or more');
}
