import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The product, started as a user does. */
export interface Server {
  readonly port: number;
  readonly pid: number;
  /** Lines of its log so far, oldest first. */
  readonly log: readonly string[];
  /** How it ended, in words; undefined while it runs. */
  ended(): string | undefined;
  signal(signal: NodeJS.Signals): void;
  /** Ends it; kills it if it has not ended after its 20 s for requests in flight, and five. */
  stop(): Promise<void>;
}

const patienceMs = 25_000;

/** Starts `glimpse serve` of a checkout on a free port, and waits until it is ready. */
export async function startServer(checkout: string, host = '127.0.0.1'): Promise<Server> {
  const home = join(checkout, '.build', 'hostile', 'home');
  mkdirSync(home, { recursive: true });
  const command = ['client/cli/glimpse.mjs', 'serve', '--host', host, '--port', '0'];
  const child = spawn(process.execPath, command, {
    cwd: checkout,
    env: { ...process.env, GLIMPSE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  createInterface(child.stderr).on('line', (line) => log.push(line));
  return { ...describe(child, log), port: await readPort(child, log) };
}

function describe(child: ChildProcess, log: readonly string[]): Omit<Server, 'port'> {
  const ended = () => {
    const { exitCode, signalCode } = child;
    if (exitCode === null && signalCode === null) return undefined;
    return signalCode ? `ended by ${signalCode}` : `ended with exit code ${exitCode}`;
  };
  const stop = async () => {
    if (ended() !== undefined) return;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await closed;
    clearTimeout(kill);
  };
  return { pid: child.pid ?? 0, log, ended, signal: (signal) => void child.kill(signal), stop };
}

async function readPort(child: ChildProcess, log: readonly string[]): Promise<number> {
  const output = child.stdout;
  if (!output) throw new Error('the server has no output');
  for await (const line of createInterface(output)) {
    const [, port] = /^Glimpse is ready: http:\/\/[^:]+:(\d+)$/.exec(line) ?? [];
    if (port) return Number(port);
  }
  throw new Error(`the server does not start: ${log.slice(-3).join(' ')}`);
}
