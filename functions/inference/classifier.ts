import type { Model } from '../../models/store/open-model.ts';
import type { Picture } from '../image/read-picture.ts';
import { memoizeAsync } from '../shared/memoize-async.ts';
import { stopwatch } from '../shared/stopwatch.ts';
import type { Classification } from './classification.ts';
import type { ClassificationOptions, ClassifyDependencies, classify } from './classify.ts';
import { InferenceError } from './inference-error.ts';
import type { LoadedModel } from './loaded-model.ts';
import { warmUpPicture } from './warm-up-picture.ts';

export interface ClassifierOptions extends ClassifyDependencies {
  readonly openModel: () => Promise<Model>;
  /** Threads of the session, 1 or more. */
  readonly threads: number;
  /** Receives the outcome of each attempt to start. */
  readonly onStart?: ((attempt: StartAttempt) => void) | undefined;
}

export interface StartAttempt {
  readonly ms: number;
  /** The started model, or the reason of the failure. */
  readonly outcome: LoadedModel | InferenceError;
}

/** Classifies pictures with one model. */
export interface Classifier extends Pick<ClassifyDependencies, 'limits' | 'urls' | 'bucket'> {
  /**
   * Loads the model, checks it, and classifies a warm-up picture. Later calls return at once; after a
   * failure, the next call tries again.
   *
   * @throws InferenceError `MODEL_UNAVAILABLE`; its cause is the original error.
   */
  start(): Promise<LoadedModel>;
  /** @throws ImageError or InferenceError */
  classify(picture: Picture, options: ClassificationOptions): Promise<Classification>;
}

export function createClassifier(options: ClassifierOptions): Classifier {
  const start = memoizeAsync(() => tryStart(options));
  let coldStart = true;
  const { limits, urls, bucket } = options;
  return {
    limits,
    urls,
    bucket,
    start: async () => (await start()).model,
    classify: async (picture, classificationOptions) => {
      const { model, classify } = await start();
      const result = await classify(picture, classificationOptions, { ...options, model });
      const isFirst = coldStart;
      coldStart = false;
      return { ...result, coldStart: isFirst };
    },
  };
}

interface StartedModel {
  readonly model: LoadedModel;
  readonly classify: typeof classify;
}

async function tryStart(options: ClassifierOptions): Promise<StartedModel> {
  const lap = stopwatch();
  let started: StartedModel;
  try {
    started = await startAndWarmUp(options);
  } catch (cause) {
    const message = 'The model could not be started; try again. The log has the reason.';
    const outcome = new InferenceError('MODEL_UNAVAILABLE', {}, { message, cause });
    options.onStart?.({ ms: lap(), outcome });
    throw outcome;
  }
  options.onStart?.({ ms: lap(), outcome: started.model });
  return started;
}

/** Imports the decoder and the runtime only here: if native libraries are missing, the start fails. */
async function startAndWarmUp(options: ClassifierOptions): Promise<StartedModel> {
  const { openModel, threads, ...dependencies } = options;
  const { classify } = await import('./classify.ts');
  const { closeOnError, startSession } = await import('./start-session.ts');
  const model = await startSession(await openModel(), threads);
  const warmUpOptions = { topK: 1, minScore: 0, explain: model.session.explains };
  const picture = { bytes: warmUpPicture };
  await closeOnError(model.session, () =>
    classify(picture, warmUpOptions, { ...dependencies, model }),
  );
  return { model, classify };
}
