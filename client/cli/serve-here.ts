import type { Address } from '../../functions/http/listen.ts';
import { startServer } from '../../functions/server.ts';
import type { Installation } from './installation.ts';
import { startLocalService } from './local-service.ts';
import { type Serving, serveUntilTold } from './serving.ts';
import { terminalLog } from './terminal-log.ts';

export interface ServeHereOptions extends Address, Installation {
  /** Name of the model; undefined takes the default one. */
  readonly model: string | undefined;
}

const exactKernels =
  'This processor has no VNNI instructions: exact 8-bit kernels are used, at some cost in speed.';

/** Page and API with the model in this process, until it is told to stop. */
export async function serveHere(options: ServeHereOptions): Promise<void> {
  const { root, page, host, port, model } = options;
  const { service, running, why } = await startLocalService({ root, model, log: terminalLog });
  await serveUntilTold(async (): Promise<Serving> => {
    const server = await startServer({ service, page, log: terminalLog, host, port });
    const { id, precision } = running.manifest;
    const lines = [`Glimpse is ready: ${server.url}`, `Model: ${id}, ${precision} (${why}).`];
    return { server, lines: running.kernels === 'exact' ? [...lines, exactKernels] : lines };
  });
}
