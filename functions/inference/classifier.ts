import type { Model } from '../../models/store/open-model.ts';
import type { Picture } from '../image/read-picture.ts';
import { memoizeAsync } from '../shared/memoize-async.ts';
import { stopwatch } from '../shared/stopwatch.ts';
import type { Classification } from './classification.ts';
import type {
  ClassificationOptions,
  ClassifyDependencies,
  classify,
  StartedModel,
} from './classify.ts';
import { InferenceError } from './inference-error.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { Runner } from './runner.ts';
import { warmUpPicture } from './warm-up-picture.ts';
import type { WorkerPoolOptions } from './workers/worker-pool.ts';

export interface ClassifierOptions extends ClassifyDependencies {
  readonly openModel: () => Promise<Model>;
  /** Threads of the session on this thread, 1 or more. */
  readonly threads: number;
  /** How to spread pictures over workers; default: all run on this thread. */
  readonly workers?: WorkersOptions | undefined;
  /** Receives the outcome of each attempt to start. */
  readonly onStart?: ((attempt: StartAttempt) => void) | undefined;
}

export interface WorkersOptions
  extends Pick<WorkerPoolOptions, 'maxWorkers' | 'picturesPerWorker' | 'onWorkerEnd'> {
  /** Folder of the model, which each worker reads for itself. */
  readonly folder: string;
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
      const { classify, ...started } = await start();
      const result = await classify(picture, classificationOptions, { ...options, ...started });
      const isFirst = coldStart;
      coldStart = false;
      return { ...result, coldStart: isFirst };
    },
  };
}

interface Started extends StartedModel {
  readonly classify: typeof classify;
}

async function tryStart(options: ClassifierOptions): Promise<Started> {
  const lap = stopwatch();
  let started: Started;
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
async function startAndWarmUp(options: ClassifierOptions): Promise<Started> {
  const { openModel, threads, workers, ...dependencies } = options;
  const { classify } = await import('./classify.ts');
  const { closeOnError, startSession } = await import('./start-session.ts');
  const { createRunner } = await import('./runner.ts');
  const model = await startSession(await openModel(), threads);
  const here = createRunner(model.session, model.manifest.input);
  const warmUpOptions = { topK: 1, minScore: 0, explain: model.session.explains };
  const picture = { bytes: warmUpPicture };
  await closeOnError(model.session, () =>
    classify(picture, warmUpOptions, { ...dependencies, model, runner: here }),
  );
  return { model, classify, runner: workers ? await spread(here, model, workers) : here };
}

/** A minute without pictures is more than a pause between those of one user. */
const idleMs = 60_000;

async function spread(
  here: Runner,
  { manifest, kernels }: LoadedModel,
  { folder, ...options }: WorkersOptions,
): Promise<Runner> {
  const { WorkerPool } = await import('./workers/worker-pool.ts');
  const { startWorker } = await import('./workers/start-worker.ts');
  const start = () => startWorker({ folder, manifest, exact: kernels === 'exact' });
  return new WorkerPool({ ...options, here, start, idleMs });
}
