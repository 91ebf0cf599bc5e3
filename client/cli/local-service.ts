import type { Log } from '../../functions/api/log.ts';
import { type Assembled, assemble } from '../../functions/assemble.ts';
import { localLimits } from '../../functions/image/limits.ts';
import { publicUrlPolicy } from '../../functions/image/url/policy.ts';
import type { Running } from '../../functions/inference/running.ts';
import { readSettings } from '../../functions/settings.ts';
import { chooseModel } from '../../models/store/choose-model.ts';
import { shelvesOf } from '../../models/store/shelves-of.ts';
import type { Parallelism } from './parallelism.ts';
import { orUsageError } from './usage-error.ts';

export interface LocalServiceOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model; undefined takes the default one. */
  readonly model: string | undefined;
  readonly log: Log;
  /** As GLIMPSE_THREADS has it where it is not said. */
  readonly parallelism?: Parallelism;
}

export interface LocalService extends Assembled {
  readonly running: Running;
  /** One clause for people: why this model. */
  readonly why: string;
}

/**
 * The service in this process, its model started.
 *
 * @throws UsageError for a model that is not there; InferenceError with the reason as its cause.
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const { root, model, log } = options;
  const settings = readSettings(process.env);
  const name = model ?? settings.GLIMPSE_MODEL;
  const parallelism = options.parallelism ?? { threads: settings.GLIMPSE_THREADS };
  const { folder, why } = orUsageError(() => chooseModel(shelvesOf(root), name));
  const limits = localLimits;
  const assembled = assemble({ folder, ...parallelism, limits, urls: publicUrlPolicy, log });
  return { ...assembled, running: await assembled.classifier.start(), why };
}
