import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { emptyHome } from './empty-home.ts';
import { root } from './fixtures.ts';

export interface Served {
  readonly url: string;
  /** Second line of the output: the model and why it was chosen. */
  readonly model: string;
  readonly child: ChildProcess;
  /** Sends a signal and waits for the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `glimpse serve` on a free port, as a user would, and waits until it prints its URL. */
export async function serveGlimpse(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const command = ['client/cli/glimpse.mjs', 'serve', '--port', '0', ...args];
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, GLIMPSE_HOME: emptyHome, GLIMPSE_THREADS: '1', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: first } = await lines.next();
  const { value: model } = await lines.next();
  const url = /^Glimpse is ready: (http:\/\/localhost:\d+)$/.exec(first)?.[1];
  if (!url) throw new Error(`no URL in "${first}"`);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const closed = once(child, 'close');
    child.kill(signal);
    const [code] = await closed;
    return code;
  };
  return { url, model, child, stop };
}
