import type { Model } from '../../models/store/open-model.ts';
import type { Picture } from '../image/read-picture.ts';
import type { Answer } from './answer.ts';
import { type ClassifyOptions, classify, type Surroundings } from './classify.ts';
import { InferenceError } from './inference-error.ts';
import { rememberUnlessItFails } from './remember-unless-it-fails.ts';
import type { Running } from './running.ts';
import { startSession } from './start-session.ts';
import { warmUpPicture } from './warm-up-picture.ts';

export interface ClassifierOptions extends Surroundings {
  readonly openModel: () => Promise<Model>;
  /** Threads of the session, 1 or more. */
  readonly threads: number;
}

/** One model, ready to say what is in pictures. */
export interface Classifier extends Pick<Surroundings, 'limits' | 'urls' | 'bucket'> {
  /**
   * Loads the model, checks it, and takes a picture the whole way. Later calls return at once;
   * after a failure the next one tries again.
   *
   * @throws InferenceError `MODEL_UNAVAILABLE` with what went wrong as its cause.
   */
  start(): Promise<Running>;
  /** @throws ImageError or InferenceError */
  classify(picture: Picture, options: ClassifyOptions): Promise<Answer>;
}

export function createClassifier(options: ClassifierOptions): Classifier {
  const start = rememberUnlessItFails(() => startWarm(options));
  let coldStart = true;
  const { limits, urls, bucket } = options;
  return {
    limits,
    urls,
    bucket,
    start,
    classify: async (picture, wanted) => {
      const running = await start();
      const answer = await classify(picture, wanted, { ...options, running });
      const first = coldStart;
      coldStart = false;
      return { ...answer, coldStart: first };
    },
  };
}

async function startWarm({
  openModel,
  threads,
  ...surroundings
}: ClassifierOptions): Promise<Running> {
  try {
    const running = await startSession(await openModel(), threads);
    const options = { topK: 1, minScore: 0, explain: running.session.explains };
    await classify({ bytes: warmUpPicture }, options, { ...surroundings, running });
    return running;
  } catch (cause) {
    const message = 'The model could not be started; try again, and see the log for the reason.';
    throw new InferenceError('MODEL_UNAVAILABLE', {}, { message, cause });
  }
}
