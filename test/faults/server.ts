import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../support/fixtures.ts';
import { listTree } from '../support/process-tree.ts';

export interface ServerOptions {
  /** `GLIMPSE_HOME`: the folder of added models. */
  readonly home: string;
  /** Further arguments of `glimpse serve`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Program that runs Node, with its arguments. */
  readonly through?: readonly string[];
}

/** `glimpse serve` in processes of its own, as a user starts it. */
export interface Server {
  readonly url: string;
  readonly child: ChildProcess;
  /** Lines of its log so far, oldest first. */
  readonly log: readonly string[];
  /** Resolves with its exit code, or null if a signal has ended it. */
  readonly ended: Promise<number | null>;
  /** Its processes: the one that was started first, the server, those that decode. Linux only. */
  pids(): number[];
  /** Those of its processes that decode costly pictures. Linux only. */
  decoders(): number[];
  /** Sends a signal to each of its processes. Linux only. */
  signalAll(signal: NodeJS.Signals): void;
  /** Sends a signal to the process that was started first, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a server on a free port, and waits until it prints its URL.
 *
 * @throws Error if it ends without printing it
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { home, args = [], env = {}, through = [] } = options;
  const glimpse = [process.execPath, 'client/cli/glimpse.mjs', 'serve', '--port', '0', ...args];
  const [program = '', ...rest] = [...through, ...glimpse];
  const child = spawn(program, rest, {
    cwd: root,
    env: { ...process.env, GLIMPSE_HOME: home, GLIMPSE_THREADS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  createInterface(child.stderr).on('line', (line) => log.push(line));
  const pids = () => listTree(child.pid ?? 0);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return await ended;
  };
  const signalAll = (signal: NodeJS.Signals) => {
    for (const pid of pids()) sendSignal(pid, signal);
  };
  const decoders = () => pids().filter(isDecoder);
  const url = await readUrl(child, log);
  return { url, child, log, ended, pids, decoders, signalAll, stop };
}

async function readUrl({ stdout }: ChildProcess, log: readonly string[]): Promise<string> {
  if (!stdout) throw new Error('the server has no output');
  const lines = createInterface(stdout);
  for await (const line of lines) {
    const url = /^Glimpse is ready: (http:\/\/localhost:\d+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error(`the server has not started: ${log.join(' ')}`);
}

function isDecoder(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('decoder-process');
  } catch {
    return false;
  }
}

/** Sends a signal to a process that may have ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether a process exists; one that has ended and waits for its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until something is there, 20 s at most. */
export async function waitFor<T>(what: string, find: () => T | undefined | false): Promise<T> {
  const end = performance.now() + 20_000;
  for (;;) {
    const found = find();
    if (found) return found;
    if (performance.now() > end) throw new Error(`there is no ${what} after 20 s`);
    await wait(2);
  }
}
