import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment; the one of this process where it is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Return whatever the exit code is. */
  readonly mayFail?: boolean;
}

/** How much of a failed program's output its error repeats, in lines. */
const repeated = 40;

/**
 * Runs a program to its end, without a shell and without input.
 *
 * @throws Error with the end of its output where it fails.
 */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env = process.env, mayFail = false } = options;
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0 && !mayFail) {
    const tail = `${stdout}${stderr}`.trimEnd().split('\n').slice(-repeated).join('\n');
    throw new Error(`${command.join(' ')} ended with ${code}:\n${tail}`);
  }
  return { code, stdout, stderr };
}
