import { decode } from '../image/decode.ts';
import { computeGeometry } from '../image/geometry.ts';
import { type Inspected, inspect } from '../image/inspect.ts';
import type { Limits } from '../image/limits.ts';
import {
  isRemote,
  type Picture,
  type PictureBytes,
  type ReadOptions,
  readPicture,
} from '../image/read-picture.ts';
import type { Bucket } from '../image/s3/bucket.ts';
import type { UrlPolicy } from '../image/url/policy.ts';
import type { ByteBudget } from '../shared/byte-budget.ts';
import { roundMs, stopwatch } from '../shared/stopwatch.ts';
import { type Classification, rankPredictions } from './classification.ts';
import type { ConcurrencyLimit, TaskOptions } from './concurrency-limit.ts';
import { explain } from './explain.ts';
import { InferenceError } from './inference-error.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { Runner } from './runner.ts';

export interface ClassificationOptions extends Pick<TaskOptions, 'caller'> {
  /** Maximum number of classes, 1 or more. */
  readonly topK: number;
  /** Minimum score of a prediction, 0 to 1. */
  readonly minScore: number;
  /** Whether to add the class activation map of the best class. */
  readonly explain: boolean;
  /**
   * Aborted when the caller disconnects or no time is left: stops a fetch, and pictures not yet begun.
   */
  readonly signal?: AbortSignal | undefined;
}

/** Limits how many pictures are in each step at once. */
export interface Concurrency {
  readonly fetch: ConcurrencyLimit;
  /** Inspecting all pictures; decoding and inference of those that cost little. */
  readonly decode: ConcurrencyLimit;
  /**
   * Decoding and inference of costly pictures, which take up to seconds in a thread or process of their
   * own: others do not wait for them.
   */
  readonly costly: ConcurrencyLimit;
}

/** A model, and what runs its network. */
export interface StartedModel {
  readonly model: LoadedModel;
  readonly runner: Runner;
}

/** What classifying needs besides the model. */
export interface ClassifyDependencies {
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  readonly bucket?: Bucket | undefined;
  readonly concurrency: Concurrency;
  /** Bounds the bytes of fetched pictures in memory; default: nothing does. */
  readonly budget?: ByteBudget | undefined;
}

/**
 * Classifies a picture, step by step: read, inspect, decode, run, rank.
 *
 * @throws ImageError, InferenceError or BusyError
 */
export async function classify(
  picture: Picture,
  options: ClassificationOptions,
  dependencies: ClassifyDependencies & StartedModel,
): Promise<Omit<Classification, 'coldStart'>> {
  const { manifest, session } = dependencies.model;
  if (options.explain && !session.explains) throw explainUnavailable(manifest.id);
  options.signal?.throwIfAborted();
  const hold = dependencies.budget?.hold(options.caller);
  const totalMs = stopwatch();
  try {
    const read = await readInTime(picture, options, { ...dependencies, hold });
    return await classifyBytes(read, options, { ...dependencies, totalMs });
  } finally {
    hold?.release();
  }
}

/** Reads a picture. For one that has to be fetched, the wait for a place counts as well. */
async function readInTime(
  picture: Picture,
  { caller, signal }: ClassificationOptions,
  { concurrency, ...options }: ReadOptions & { readonly concurrency: Concurrency },
): Promise<PictureBytes> {
  if (!isRemote(picture)) return await readPicture(picture, options);
  const waitedMs = stopwatch();
  return await concurrency.fetch.run(
    () => readPicture(picture, { ...options, signal, waitedMs: waitedMs() }),
    { caller, signal, maxWaitMs: options.limits.urlTotalMs },
  );
}

async function classifyBytes(
  { bytes, isSpare, fetchMs }: PictureBytes,
  options: ClassificationOptions,
  dependencies: ClassifyDependencies & StartedModel & { totalMs: () => number },
): Promise<Omit<Classification, 'coldStart'>> {
  const { model, runner, limits, concurrency, totalMs } = dependencies;
  const { manifest, labels } = model;
  const lap = stopwatch();
  const answer = async (inspected: Inspected): Promise<Omit<Classification, 'coldStart'>> => {
    const isCheap = inspected.decoder === 'here';
    const input = isCheap ? inspected : await decode(inspected, manifest.input);
    const { logits, heat, inferenceMs } = await runner.run(input, {
      heat: options.explain,
      isSpare,
    });
    const decodeMs = roundMs(lap() - inferenceMs);
    const ranked = rankPredictions(logits, labels, options.topK);
    const [best] = ranked;
    const { format, width, height, bytes: size } = inspected;
    const { region } = computeGeometry(inspected, manifest.input);
    return {
      predictions: ranked.filter(({ score }) => score >= options.minScore),
      image: { format, width, height, bytes: size },
      model: { id: manifest.id, precision: manifest.precision, sha256: manifest.sha256 },
      timing: { fetchMs, decodeMs, inferenceMs, totalMs: totalMs() },
      ...(heat && best && { explanation: explain(heat, best.index, region) }),
    };
  };
  /** Waits for a place, unless the caller goes. */
  const begin = <T>(limit: ConcurrencyLimit, work: () => Promise<T>): Promise<T> =>
    limit.run(async () => {
      lap();
      return await work();
    }, options);

  const first = await begin(concurrency.decode, async () => {
    const inspected = await inspect(bytes, limits);
    return inspected.decoder === 'here' ? await answer(inspected) : inspected;
  });
  return 'predictions' in first ? first : await begin(concurrency.costly, () => answer(first));
}

function explainUnavailable(model: string): InferenceError<'EXPLAIN_UNAVAILABLE'> {
  const message = `Model ${model} has no class activation maps; leave out explain.`;
  return new InferenceError('EXPLAIN_UNAVAILABLE', { model }, { message });
}
