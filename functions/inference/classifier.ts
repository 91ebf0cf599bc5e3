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
  /** Told how each attempt to start ended. */
  readonly onStart?: ((attempt: StartAttempt) => void) | undefined;
}

export interface StartAttempt {
  readonly ms: number;
  /** What has started, or why nothing has. */
  readonly outcome: LoadedModel | InferenceError;
}

/** One model, ready to say what is in pictures. */
export interface Classifier extends Pick<ClassifyDependencies, 'limits' | 'urls' | 'bucket'> {
  /**
   * Loads the model, checks it, and takes a picture the whole way. Later calls return at once;
   * after a failure the next one tries again.
   *
   * @throws InferenceError `MODEL_UNAVAILABLE` with what went wrong as its cause.
   */
  start(): Promise<LoadedModel>;
  /** @throws ImageError or InferenceError */
  classify(picture: Picture, options: ClassificationOptions): Promise<Classification>;
}

export function createClassifier(options: ClassifierOptions): Classifier {
  const start = memoizeAsync(() => attempt(options));
  let coldStart = true;
  const { limits, urls, bucket } = options;
  return {
    limits,
    urls,
    bucket,
    start: async () => (await start()).running,
    classify: async (picture, wanted) => {
      const { running, classify } = await start();
      const answer = await classify(picture, wanted, { ...options, running });
      const first = coldStart;
      coldStart = false;
      return { ...answer, coldStart: first };
    },
  };
}

interface Started {
  readonly running: LoadedModel;
  readonly classify: typeof classify;
}

async function attempt(options: ClassifierOptions): Promise<Started> {
  const lap = stopwatch();
  let started: Started;
  try {
    started = await startWarm(options);
  } catch (cause) {
    const message = 'The model could not be started; try again, and see the log for the reason.';
    const outcome = new InferenceError('MODEL_UNAVAILABLE', {}, { message, cause });
    options.onStart?.({ ms: lap(), outcome });
    throw outcome;
  }
  options.onStart?.({ ms: lap(), outcome: started.running });
  return started;
}

/** Decoder and runtime are loaded here: native libraries that are missing are a failed start. */
async function startWarm(options: ClassifierOptions): Promise<Started> {
  const { openModel, threads, ...surroundings } = options;
  const { classify } = await import('./classify.ts');
  const { orClose, startSession } = await import('./start-session.ts');
  const running = await startSession(await openModel(), threads);
  const wanted = { topK: 1, minScore: 0, explain: running.session.explains };
  const picture = { bytes: warmUpPicture };
  await orClose(running.session, () => classify(picture, wanted, { ...surroundings, running }));
  return { running, classify };
}
