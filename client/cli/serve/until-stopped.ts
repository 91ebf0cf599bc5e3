import { once } from 'node:events';
import type { Listening } from '../../../functions/http/listen.ts';

export interface RunningServer {
  readonly server: Listening;
  /** Lines to print when the server is ready, the URL first. */
  readonly lines: readonly string[];
}

/** Starts a server, prints its lines, and closes it on SIGTERM or Ctrl+C. */
export async function serveUntilStopped(start: () => Promise<RunningServer>): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const { server, lines } = await start();
  process.stdout.write(`${lines.join('\n')}\nStop with Ctrl+C.\n`);
  await stopped;
  await server.close();
}
