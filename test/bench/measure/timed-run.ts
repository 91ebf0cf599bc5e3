import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from '../contestants/contestant.ts';

/** What a program and the children that it waited for took, from start to end. */
export interface Usage {
  readonly wallMs: number;
  /** Of all processors, in user and system mode. */
  readonly cpuMs: number;
}

export interface TimedRunOptions {
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Receives what it prints, and the number of the shell above it. */
  readonly onOutput?: (chunk: Buffer, pid: number) => void;
}

/** Writes seconds to descriptor 3: https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html */
const script = `TIMEFORMAT='%3R %3U %3S'; { time "$@" 2>&4; } 4>&2 2>&3`;

/**
 * Runs a program until it ends. It is timed from outside: bash counts what the kernel has charged to its
 * children (getrusage), in milliseconds.
 *
 * @throws Error with the end of stderr if it fails.
 */
export async function timeRun(command: Command, options: TimedRunOptions = {}): Promise<Usage> {
  const { env, onOutput } = options;
  const child = spawn('bash', ['-c', script, 'bash', ...command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, stdout, stderr, timing] = child.stdio as readonly unknown[] as [
    unknown,
    Readable,
    Readable,
    Readable,
  ];
  stdout.on('data', (chunk: Buffer) => onOutput?.(chunk, child.pid ?? 0));
  const [times, complaint, [code]] = await Promise.all([
    text(timing),
    text(stderr),
    once(child, 'close'),
  ]);
  if (code !== 0) throw new Error(`it ended with ${code}: ${complaint.trim().slice(-1_000)}`);
  return parseTimes(times);
}

/** Parses seconds, such as `0.103 0.084 0.021`: elapsed, user and system. Some languages write a comma. */
export function parseTimes(times: string): Usage {
  const fields = /^(\d+)[.,](\d{3}) (\d+)[.,](\d{3}) (\d+)[.,](\d{3})$/m.exec(times);
  if (!fields) throw new Error(`bash gave no times: ${times}`);
  const [wallMs = 0, userMs = 0, systemMs = 0] = [1, 3, 5].map(
    (at) => Number(fields[at]) * 1_000 + Number(fields[at + 1]),
  );
  return { wallMs, cpuMs: userMs + systemMs };
}
