import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { emptyHome } from './empty-home.ts';
import { root } from './fixtures.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Run by this program, such as an emulator, instead of Node itself. */
  readonly through?: readonly string[];
}

/** Runs the command as a user would, in a process of its own. */
export async function runGlimpse(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const command = [...(options.through ?? []), process.execPath, 'client/cli/glimpse.mjs', ...args];
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', GLIMPSE_HOME: emptyHome, ...options.env },
  });
  // A command that ends without reading all of its input closes the pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
