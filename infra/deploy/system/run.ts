import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program and its first arguments. */
export type Program = readonly [path: string, ...args: string[]];

export interface RunOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the program's stdout goes; its errors and our progress go to stderr. Default: stderr. */
  readonly output?: 'stdout' | 'stderr';
}

/** Runs a program on this process's terminal. @returns Its exit code; 1 if a signal ended it. */
export async function run(
  [path, ...first]: Program,
  args: readonly string[],
  { cwd, environment, output = 'stderr' }: RunOptions,
): Promise<number> {
  const child = spawn(path, [...first, ...args], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['inherit', output === 'stdout' ? 1 : 2, 2],
  });
  // Ctrl+C reaches the program too. This process keeps running, to report the state afterwards.
  process.on('SIGINT', ignore);
  const [code, signal] = await once(child, 'close');
  process.off('SIGINT', ignore);
  return signal ? 1 : code;
}

function ignore(): void {}
