import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { emptyHome } from './empty-home.ts';
import { root } from './fixtures.ts';

/** Result of a process. */
export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Program that runs Node, such as an emulator, with its arguments. */
  readonly through?: readonly string[];
}

/** One thread: several would wait for one another, and for those of other tests. */
const testEnvironment = { NO_COLOR: '1', GLIMPSE_HOME: emptyHome, GLIMPSE_THREADS: '1' };

/** Runs `glimpse` in a separate process, as a user would. */
export async function runGlimpse(
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const command = [...(options.through ?? []), process.execPath, 'client/cli/glimpse.mjs', ...args];
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: root,
    env: { ...process.env, ...testEnvironment, ...options.env },
  });
  // A command that ends before it has read all of its input closes the pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
