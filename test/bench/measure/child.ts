import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../contestants/contestant.ts';

const keptCharacters = 1_000;
const stopTimeoutMs = 5_000;

/** A process whose end of stderr is kept for messages. */
export class Child {
  readonly process: ChildProcess;
  #stderr = '';

  constructor(
    [program, ...args]: Command,
    env: Readonly<Record<string, string>> = {},
    stdio: { readonly stdin: 'pipe' | 'ignore'; readonly stdout: 'pipe' | 'ignore' } = {
      stdin: 'ignore',
      stdout: 'ignore',
    },
  ) {
    this.process = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: [stdio.stdin, stdio.stdout, 'pipe'],
    });
    this.process.stderr?.on('data', (chunk) => {
      this.#stderr = `${this.#stderr}${chunk}`.slice(-keptCharacters);
    });
    // Without a listener, a program that does not exist would end the bench.
    this.process.on('error', (error) => {
      this.#stderr += error.message;
    });
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Whether it has ended, or was never started. */
  get hasEnded(): boolean {
    const { pid, exitCode, signalCode } = this.process;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  /** The end of what it wrote to stderr. */
  get complaint(): string {
    return this.#stderr.trim();
  }

  /** Ends it as `kill` does, and after a while by force. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const closed = once(this.process, 'close');
    this.process.kill('SIGTERM');
    const late = new AbortController();
    await Promise.race([closed, sleep(stopTimeoutMs, undefined, { signal: late.signal })]);
    late.abort();
    this.process.kill('SIGKILL');
    await closed;
  }
}
