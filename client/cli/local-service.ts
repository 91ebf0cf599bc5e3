import type { Log } from '../../functions/api/log.ts';
import { type AssembledService, assembleService } from '../../functions/assemble-service.ts';
import { localLimits, withHeic } from '../../functions/image/limits.ts';
import { publicUrlPolicy } from '../../functions/image/url/policy.ts';
import type { LoadedModel } from '../../functions/inference/loaded-model.ts';
import { readLocalSettings } from '../../functions/local-settings.ts';
import { chooseModel } from '../../models/store/choose-model.ts';
import { getModelFolders } from '../../models/store/model-folders.ts';
import { orUsageError } from './errors.ts';

export interface LocalServiceOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model; undefined for the default model. */
  readonly model: string | undefined;
  readonly log: Log;
  /** Whether costly pictures may take all processors, and the memory of a process on each; default: one. */
  readonly isBulk?: boolean;
}

/** The service in this process. */
export interface LocalService extends AssembledService {
  readonly loadedModel: LoadedModel;
  /** Why this model was chosen, as one clause for people. */
  readonly reason: string;
}

/** Pictures beyond those in work, so that processors need not wait for files. */
const readAhead = 8;

/**
 * Starts the service in this process and loads its model.
 *
 * @throws UsageError if there is no such model; InferenceError, with the reason as its cause, if the
 * model cannot be started.
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const { root, model, log, isBulk = false } = options;
  const settings = readLocalSettings(process.env);
  const name = model ?? settings.GLIMPSE_MODEL;
  const threads = settings.GLIMPSE_THREADS;
  const { folder, reason } = orUsageError(() => chooseModel(getModelFolders(root), name));
  const limits = withHeic(localLimits, settings.GLIMPSE_HEIC);
  const assembled = assembleService({
    folder,
    threads,
    maxCostly: isBulk ? threads : 1,
    limits,
    urls: publicUrlPolicy,
    log,
  });
  const loadedModel = await assembled.classifier.start();
  return {
    ...assembled,
    maxInFlight: assembled.maxInFlight + readAhead,
    loadedModel,
    reason,
  };
}
