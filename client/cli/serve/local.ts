import type { Address } from '../../../functions/http/listen.ts';
import { readLocalSettings } from '../../../functions/local-settings.ts';
import { startServer } from '../../../functions/server.ts';
import type { Installation } from '../installation.ts';
import { startLocalService } from '../local-service.ts';
import { terminalLog } from '../log.ts';
import { type RunningServer, serveUntilStopped } from './until-stopped.ts';

export interface ServeLocalOptions extends Address, Installation {
  /** Name of the model; undefined for the default model. */
  readonly model: string | undefined;
}

const exactKernels =
  'This processor has no VNNI instructions: exact 8-bit kernels are used, which are slower.';

/** Serves page and API with the model in this process until the process is stopped. */
export async function serveLocal(options: ServeLocalOptions): Promise<void> {
  const { root, page, host, port, model } = options;
  const { service, budget, loadedModel, reason } = await startLocalService({
    root,
    model,
    log: terminalLog,
  });
  await serveUntilStopped(async (): Promise<RunningServer> => {
    const { GLIMPSE_HOSTS: otherHosts } = readLocalSettings(process.env);
    const server = await startServer({
      service,
      budget,
      page,
      log: terminalLog,
      host,
      port,
      otherHosts,
    });
    const { id, precision } = loadedModel.manifest;
    const lines = [`Glimpse is ready: ${server.url}`, `Model: ${id}, ${precision} (${reason}).`];
    return { server, lines: loadedModel.kernels === 'exact' ? [...lines, exactKernels] : lines };
  });
}
