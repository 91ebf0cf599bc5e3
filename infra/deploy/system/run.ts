import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program with its first arguments. */
export type Program = readonly [path: string, ...args: string[]];

export interface RunOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where its output goes; its errors and our progress go to stderr. Default: stderr. */
  readonly output?: 'stdout' | 'stderr';
}

/** Runs a program on the terminal of this one and waits for its exit code. */
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
  // Ctrl+C is for the program, too: this one stays to tell what that has left.
  process.on('SIGINT', stay);
  const [code, signal] = await once(child, 'close');
  process.off('SIGINT', stay);
  return signal ? 1 : code;
}

function stay(): void {}
