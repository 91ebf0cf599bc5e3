import { once } from 'node:events';
import type { Listening } from '../../../functions/http/listen.ts';

/** Where a server listens, and what is said when it does. */
export interface RunningServer {
  readonly server: Listening;
  /** Lines for people, the URL first. */
  readonly lines: readonly string[];
}

/** Says that a server is ready and keeps it until the process is told to stop. */
export async function serveUntilStopped(start: () => Promise<RunningServer>): Promise<void> {
  const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const { server, lines } = await start();
  process.stdout.write(`${lines.join('\n')}\nStop with Ctrl+C.\n`);
  await told;
  await server.close();
}
