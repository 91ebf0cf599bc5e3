import { once } from 'node:events';
import type { Listening } from '../../../functions/http/listen.ts';

export interface RunningServer {
  readonly server: Listening;
  /** Lines to print when the server is ready, the URL first. */
  readonly lines: readonly string[];
}

const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Signals that come so soon after the first one are copies of it: a service manager sends one to every
 * process, and the process that started this one passes its own on.
 */
const copiesMs = 1_000;

/** Starts a server, prints its lines, and closes it on SIGTERM or Ctrl+C. */
export async function serveUntilStopped(start: () => Promise<RunningServer>): Promise<void> {
  const stopped = Promise.race(signals.map((signal) => once(process, signal)));
  const { server, lines } = await start();
  process.stdout.write(`${lines.join('\n')}\nStop with Ctrl+C.\n`);
  await stopped;
  ignoreCopies();
  await server.close();
}

function ignoreCopies(): void {
  const ignore = (): void => {};
  for (const signal of signals) process.on(signal, ignore);
  const listenAgain = (): void => {
    for (const signal of signals) process.off(signal, ignore);
  };
  setTimeout(listenAgain, copiesMs).unref();
}
