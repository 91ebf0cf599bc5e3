import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Photograph } from './photographs.ts';

/** A service that names what is in pictures, as it is started and asked. */
export interface Contestant {
  readonly name: string;
  /** Program and arguments that serve on a port of this machine. */
  command(port: number): readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  request(photograph: Photograph): {
    readonly path: string;
    readonly body: FormData | Uint8Array<ArrayBuffer>;
  };
}

/** A contestant that runs. */
export interface Served {
  readonly contestant: Contestant;
  /** Milliseconds from the start of its process to its first answer. */
  readonly firstAnswerMs: number;
  /** Asks about a photograph; milliseconds to the last byte of the answer. */
  ask(photograph: Photograph): Promise<number>;
  /** The most memory that its process has held, in MB; null where the system does not tell. */
  peakMegabytes(): number | null;
  stop(): Promise<void>;
}

const patienceMs = 120_000;

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
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-1000);
  });
  const ask = (photograph: Photograph) => time(contestant, port, photograph);
  while (!(await answers(ask, first))) {
    if (child.exitCode !== null) {
      throw new Error(`${contestant.name} ended before it answered: ${complaints}`);
    }
    if (performance.now() - started > patienceMs) throw new Error(`${contestant.name} is silent`);
    await sleep(10);
  }
  const firstAnswerMs = performance.now() - started;
  return {
    contestant,
    firstAnswerMs,
    ask,
    peakMegabytes: () => peakOf(child),
    stop: () => end(child),
  };
}

async function answers(ask: Served['ask'], first: Photograph): Promise<boolean> {
  try {
    await ask(first);
    return true;
  } catch (error) {
    // Not listening yet; anything else that goes wrong is the contestant's own answer.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function time(
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

/** Linux keeps the high-water mark of resident memory: man 5 proc_pid_status, VmHWM. */
function peakOf({ pid }: ChildProcess): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return kilobytes ? Number(kilobytes[1]) / 1000 : null;
  } catch {
    return null;
  }
}

async function end(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}
