import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { listTree } from '../support/process-tree.ts';
import type { Photograph } from './photographs.ts';

/** An image recognition service: how to start it and how to send it a photograph. */
export interface Contestant {
  readonly name: string;
  /** Program and arguments that serve on a local port. */
  command(port: number): readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  request(photograph: Photograph): {
    readonly path: string;
    readonly body: FormData | Uint8Array<ArrayBuffer>;
  };
}

/** A running contestant. */
export interface Served {
  readonly contestant: Contestant;
  /** Milliseconds from the start of the process to its first answer. */
  readonly firstAnswerMs: number;
  /** Sends a photograph; resolves to the milliseconds until the last byte of the answer. */
  classify(photograph: Photograph): Promise<number>;
  /** Peak memory of the processes in MB; null if the system does not report it. */
  peakMegabytes(): number | null;
  stop(): Promise<void>;
}

const startTimeoutMs = 120_000;

/** Starts a contestant and waits for its first answer. */
export async function serve(
  contestant: Contestant,
  port: number,
  first: Photograph,
): Promise<Served> {
  const started = performance.now();
  const [program, ...args] = contestant.command(port);
  const env = { ...process.env, ...contestant.env };
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderrTail = '';
  child.stderr.on('data', (chunk) => {
    stderrTail = `${stderrTail}${chunk}`.slice(-1000);
  });
  const classify = (photograph: Photograph) => timeRequest(contestant, port, photograph);
  while (!(await isReady(classify, first))) {
    if (child.exitCode !== null) {
      throw new Error(`${contestant.name} exited before its first answer: ${stderrTail}`);
    }
    if (performance.now() - started > startTimeoutMs)
      throw new Error(`${contestant.name} does not answer`);
    await sleep(10);
  }
  const firstAnswerMs = performance.now() - started;
  return {
    contestant,
    firstAnswerMs,
    classify,
    peakMegabytes: () => readPeak(child),
    stop: () => kill(child),
  };
}

async function isReady(classify: Served['classify'], first: Photograph): Promise<boolean> {
  try {
    await classify(first);
    return true;
  } catch (error) {
    // fetch throws a TypeError while nothing listens yet; any other error comes from the contestant.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function timeRequest(
  { name, request }: Contestant,
  port: number,
  photograph: Photograph,
): Promise<number> {
  const { path, body } = request(photograph);
  const started = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${text}`);
  return performance.now() - started;
}

/**
 * Adds up the peaks of resident memory of a process and its children, which Linux keeps: man 5
 * proc_pid_status, VmHWM.
 */
function readPeak({ pid = 0 }: ChildProcess): number | null {
  try {
    const peaks = listTree(pid).map((each) => {
      const status = readFileSync(`/proc/${each}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
    });
    return peaks.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1000;
  } catch {
    return null;
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}
