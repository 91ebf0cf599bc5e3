import { randomUUID } from 'node:crypto';
import { startLocalService } from '../local-service.ts';
import { silentLog } from '../log.ts';
import { batchParallelism, readAhead } from '../parallelism.ts';
import type { Backend } from './backend.ts';

export interface LocalBackendOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model; undefined for the default model. */
  readonly model: string | undefined;
  /** Number of pictures to classify. */
  readonly pictures: number;
}

/** As many URLs as the service fetches (8) and queues (32). */
const maxPictures = 40;

/**
 * Creates a backend with the model in this process. A single picture is classified on all threads;
 * for many, see {@link batchParallelism}.
 */
export async function createLocalBackend({
  root,
  model,
  pictures,
}: LocalBackendOptions): Promise<Backend> {
  const parallelism = batchParallelism();
  const serviceOptions = { root, model, log: silentLog, ...(pictures > 1 && { parallelism }) };
  const { service } = await startLocalService(serviceOptions);
  return {
    model: await service.model(),
    maxInFlight: Math.min(maxPictures, parallelism.maxInFlight + readAhead),
    classify: (image, options) =>
      service.classify({ image, ...options }, { requestId: randomUUID() }),
    labels: (lang) => service.labels({ lang }),
  };
}
