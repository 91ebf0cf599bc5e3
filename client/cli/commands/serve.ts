import { once } from 'node:events';
import type { Command } from 'commander';
import type { Listening } from '../../../functions/http/listen.ts';
import { startServer } from '../../../functions/server.ts';
import { readSettings } from '../../../functions/settings.ts';
import type { Installation } from '../installation.ts';
import { type LocalService, startLocalService } from '../local-service.ts';
import { terminalLog } from '../terminal-log.ts';

interface Flags {
  readonly host?: string;
  readonly port?: string;
  readonly model?: string;
}

/**
 * `glimpse serve`: page and API on this machine, until it is told to stop. Requests in flight are
 * finished then; a second signal ends at once.
 */
export function addServe(program: Command, { root, page }: Installation): void {
  program
    .command('serve')
    .description('serve page and API on this machine')
    .option('--port <number>', 'port to listen on, 0 for any free one (default: PORT, or 3000)')
    .option('--host <address>', 'address to listen on (default: HOST, or 127.0.0.1)')
    .option('--model <name>', 'the model to serve')
    .action(async ({ host, port, model }: Flags) => {
      const { HOST, PORT } = readSettings({
        ...process.env,
        ...(host !== undefined && { HOST: host }),
        ...(port !== undefined && { PORT: port }),
      });
      const local = await startLocalService({ root, model, log: terminalLog });
      const { service } = local;
      const told = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
      const server = await startServer({ service, page, log: terminalLog, host: HOST, port: PORT });
      process.stdout.write(describe(local, server));
      await told;
      await server.close();
    });
}

function describe({ running, why }: LocalService, { url }: Listening): string {
  const { id, precision } = running.manifest;
  const exact =
    running.kernels === 'exact'
      ? '\nThis processor has no VNNI instructions: exact 8-bit kernels are used, at some cost in speed.'
      : '';
  return `Glimpse is ready: ${url}\nModel: ${id}, ${precision} (${why}).${exact}\nStop with Ctrl+C.\n`;
}
