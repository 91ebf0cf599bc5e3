import { randomUUID } from 'node:crypto';
import { startLocalService } from '../local-service.ts';
import { silentLog } from '../log.ts';
import { batchParallelism } from '../parallelism.ts';
import type { Backend } from './backend.ts';

export interface LocalBackendOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model; undefined takes the default one. */
  readonly model: string | undefined;
  /** How many will be asked about. */
  readonly pictures: number;
}

/** Pictures on their way beyond those being decoded, so that processors need not wait for files. */
const readAhead = 8;
/** As many as are fetched or wait to be fetched where all of them are URLs. */
const most = 40;

/** The model in this process: one picture on all threads, many on one thread each side by side. */
export async function createLocalBackend({
  root,
  model,
  pictures,
}: LocalBackendOptions): Promise<Backend> {
  const parallelism = batchParallelism();
  const options = { root, model, log: silentLog, ...(pictures > 1 && { parallelism }) };
  const { service } = await startLocalService(options);
  return {
    model: await service.model(),
    maxInFlight: Math.min(most, parallelism.maxInFlight + readAhead),
    classify: (image, wanted) =>
      service.classify({ image, ...wanted }, { requestId: randomUUID() }),
    labels: (lang) => service.labels({ lang }),
  };
}
