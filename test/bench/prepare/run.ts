import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program and waits for its end; its output goes to stderr. @throws Error if it fails. */
export async function run(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<void> {
  const stdio = ['ignore', process.stderr, process.stderr] as const;
  const child = spawn(program, args, { stdio: [...stdio], ...options });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with exit code ${code}`);
}
