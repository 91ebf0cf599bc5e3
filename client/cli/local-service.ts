import type { Log } from '../../functions/api/log.ts';
import { assembleService, type LocalClassifier } from '../../functions/assemble-service.ts';
import { localLimits } from '../../functions/image/limits.ts';
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
  /** Name of the model; undefined takes the default one. */
  readonly model: string | undefined;
  readonly log: Log;
  /** As GLIMPSE_THREADS has it where it is not said. */
  readonly parallelism?: Parallelism;
}

export interface LocalService extends LocalClassifier {
  readonly loadedModel: LoadedModel;
  /** One clause for people: why this model. */
  readonly reason: string;
}

/**
 * The service in this process, its model started.
 *
 * @throws UsageError for a model that is not there; InferenceError with the reason as its cause.
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const { root, model, log } = options;
  const settings = readLocalSettings(process.env);
  const name = model ?? settings.GLIMPSE_MODEL;
  const parallelism = options.parallelism ?? { threads: settings.GLIMPSE_THREADS };
  const { folder, reason } = orUsageError(() => chooseModel(getModelFolders(root), name));
  const limits = localLimits;
  const assembled = assembleService({ folder, ...parallelism, limits, urls: publicUrlPolicy, log });
  return { ...assembled, loadedModel: await assembled.classifier.start(), reason };
}
