import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { createTraceCommand } from '../rehearsal/sockets.ts';
import { emptyHome } from '../support/empty-home.ts';
import { root } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type NetworkUse, readNetworkUse } from './watch.ts';

export interface TracedServer {
  readonly url: string;
  /** Ends the server and returns what it did from its start. */
  stop(): Promise<NetworkUse>;
}

/** Starts what `npm start` runs, on a free port, under a tracer that sees the network calls of all its processes. */
export async function startTraced(): Promise<TracedServer> {
  const trace = join(temporaryFolder(), 'trace');
  const [, ...args] = packageJson.scripts.start.split(' ');
  const [command = '', ...tracer] = createTraceCommand(trace, true);
  const child = spawn(command, [...tracer, process.execPath, ...args], {
    cwd: root,
    env: { ...process.env, PORT: '0', GLIMPSE_HOME: emptyHome, GLIMPSE_THREADS: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: first } = await lines.next();
  const url = /^Glimpse is ready: (http:\/\/localhost:\d+)$/.exec(first)?.[1];
  if (!url) throw new Error(`no URL in "${first}"`);
  const stop = async (): Promise<NetworkUse> => {
    child.kill('SIGTERM');
    await waitForEnd(trace, child.pid);
    return await readNetworkUse(trace);
  };
  return { url, stop };
}

/** The tracer is no child of ours: it has written everything once it has seen the program end. */
async function waitForEnd(trace: string, pid: number | undefined): Promise<void> {
  const end = new RegExp(`^${pid} +\\+\\+\\+ exited with 0 \\+\\+\\+$`, 'm');
  for (let tries = 0; tries < 200; tries += 1) {
    if (end.test(await readFile(trace, 'utf8'))) return;
    await sleep(100);
  }
  throw new Error('the server did not end with 0 within 20 s');
}
