import { randomUUID } from 'node:crypto';
import { startLocalService } from '../local-service.ts';
import { silentLog } from '../log.ts';
import type { Backend } from './backend.ts';

export interface LocalBackendOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model; undefined for the default model. */
  readonly model: string | undefined;
}

/** Creates a backend with the model in this process, on all processors. */
export async function createLocalBackend(options: LocalBackendOptions): Promise<Backend> {
  const { service, maxInFlight } = await startLocalService({
    ...options,
    log: silentLog,
    isBulk: true,
  });
  return {
    model: await service.model(),
    maxInFlight,
    classify: (image, options) =>
      service.classify({ image, ...options }, { requestId: randomUUID() }),
    labels: (lang) => service.labels({ lang }),
  };
}
