import { join } from 'node:path';
import type { Log } from '../../functions/api/log.ts';
import { type Assembled, assemble } from '../../functions/assemble.ts';
import { localLimits } from '../../functions/image/limits.ts';
import { publicUrlPolicy } from '../../functions/image/url/policy.ts';
import type { Running } from '../../functions/inference/running.ts';
import { readSettings } from '../../functions/settings.ts';
import { ModelError } from '../../models/format/model-error.ts';
import { type Choice, chooseModel, type Shelves } from '../../models/store/choose-model.ts';
import { glimpseHome } from '../../models/store/home.ts';
import { UsageError } from './usage-error.ts';

export interface LocalServiceOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model; undefined takes the default one. */
  readonly model: string | undefined;
  readonly log: Log;
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
  const shelves = {
    embedded: join(root, 'models'),
    added: join(glimpseHome(process.env), 'models'),
  };
  const { folder, why } = choose(shelves, model ?? settings.GLIMPSE_MODEL);
  const threads = settings.GLIMPSE_THREADS;
  const limits = localLimits;
  const assembled = assemble({ folder, threads, limits, urls: publicUrlPolicy, log });
  return { ...assembled, running: await assembled.classifier.start(), why };
}

function choose(shelves: Shelves, name: string | undefined): Choice {
  try {
    return chooseModel(shelves, name);
  } catch (error) {
    throw error instanceof ModelError ? new UsageError(error.message, { cause: error }) : error;
  }
}
