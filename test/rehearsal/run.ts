import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment (default: that of this process). */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Return even if the exit code is not 0. */
  readonly mayFail?: boolean;
}

/** Number of output lines that the error of a failed program repeats. */
const repeatedLines = 40;

/**
 * Runs a program without a shell and without input, and waits for its end.
 *
 * @throws Error with the end of its output if it fails.
 */
export async function run(
  command: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { cwd, env = process.env, mayFail = false } = options;
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0 && !mayFail) {
    const tail = `${stdout}${stderr}`.trimEnd().split('\n').slice(-repeatedLines).join('\n');
    throw new Error(`${command.join(' ')} ended with ${code}:\n${tail}`);
  }
  return { code, stdout, stderr };
}
