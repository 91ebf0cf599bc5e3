import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('exit-at-work.ts', import.meta.url));

/** Runs the program that ends while workers compute. Without the gate, it is often aborted: code 134. */
async function runProgram(...args: string[]): Promise<unknown> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { stdio: 'ignore' });
  const [code, signal] = await once(child, 'exit');
  return code ?? signal;
}

test.each([200, 300])('process.exit after %i runs ends the process', async (runs) => {
  expect(await runProgram('exit', 'runs', `${runs}`)).toBe(5);
});

test('an error that nobody catches ends the process, with its code', async () => {
  expect(await runProgram('throw', 'runs', '200')).toBe(1);
});

test.each([1, 400])('process.exit %i ms after workers start', async (ms) => {
  expect(await runProgram('exit', 'ms', `${ms}`)).toBe(5);
});
