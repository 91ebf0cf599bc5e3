import type { Log } from './api/log.ts';
import type { Service } from './api/service.ts';
import { createApp } from './http/app.ts';
import { type Address, type Listening, listen } from './http/listen.ts';
import { originGuard } from './http/middleware/origin-guard.ts';
import { loadPage } from './http/page.ts';
import { localLimits } from './image/limits.ts';
import type { ByteBudget } from './shared/byte-budget.ts';

export interface ServerOptions extends Address {
  readonly service: Service;
  /** Bounds the bytes of bodies in memory. */
  readonly budget: ByteBudget;
  /** Folder of the built page. */
  readonly page: string;
  readonly log: Log;
  /** Other names by which the server is reached; default: none. */
  readonly otherHosts?: readonly string[] | undefined;
}

/** Starts the local entry: page and API on a port of this machine. */
export async function startServer(options: ServerOptions): Promise<Listening> {
  const { service, budget, log, host, port, otherHosts } = options;
  const page = await loadPage(options.page);
  const guard = originGuard({
    host,
    isPage: (path) => page.has(path),
    anyNameForPrograms: true,
    ...(otherHosts && { otherHosts }),
  });
  return listen(createApp({ service, limits: localLimits, budget, page, log, guard }), {
    host,
    port,
  });
}
