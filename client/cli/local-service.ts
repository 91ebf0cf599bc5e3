import type { Log } from '../../functions/api/log.ts';
import { type AssembledService, assembleService } from '../../functions/assemble-service.ts';
import { localLimits, withHeic } from '../../functions/image/limits.ts';
import { publicUrlPolicy } from '../../functions/image/url/policy.ts';
import type { LoadedModel } from '../../functions/inference/loaded-model.ts';
import { readLocalSettings } from '../../functions/local-settings.ts';
import { chooseModel } from '../../models/store/choose-model.ts';
import { getModelFolders } from '../../models/store/model-folders.ts';
import { orUsageError } from './errors.ts';
import type { Parallelism } from './parallelism.ts';

export interface LocalServiceOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model; undefined for the default model. */
  readonly model: string | undefined;
  readonly log: Log;
  /** Default: GLIMPSE_THREADS threads. */
  readonly parallelism?: Parallelism;
}

/** The service in this process. */
export interface LocalService extends AssembledService {
  readonly loadedModel: LoadedModel;
  /** Why this model was chosen, as one clause for people. */
  readonly reason: string;
}

/**
 * Starts the service in this process and loads its model.
 *
 * @throws UsageError if there is no such model; InferenceError, with the reason as its cause, if the
 * model cannot be started.
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const { root, model, log } = options;
  const settings = readLocalSettings(process.env);
  const name = model ?? settings.GLIMPSE_MODEL;
  const parallelism = options.parallelism ?? { threads: settings.GLIMPSE_THREADS };
  const { folder, reason } = orUsageError(() => chooseModel(getModelFolders(root), name));
  const limits = withHeic(localLimits, settings.GLIMPSE_HEIC);
  const assembled = assembleService({ folder, ...parallelism, limits, urls: publicUrlPolicy, log });
  return { ...assembled, loadedModel: await assembled.classifier.start(), reason };
}
