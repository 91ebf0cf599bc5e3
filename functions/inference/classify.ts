import { decode } from '../image/decode.ts';
import { computeGeometry } from '../image/geometry.ts';
import { type Inspected, inspect } from '../image/inspect.ts';
import type { Limits } from '../image/limits.ts';
import { isRemote, type Picture, readPicture } from '../image/read-picture.ts';
import type { Bucket } from '../image/s3/bucket.ts';
import type { UrlPolicy } from '../image/url/policy.ts';
import { stopwatch } from '../shared/stopwatch.ts';
import { type Classification, rankPredictions } from './classification.ts';
import type { ConcurrencyLimit } from './concurrency-limit.ts';
import { explain } from './explain.ts';
import { InferenceError } from './inference-error.ts';
import type { LoadedModel } from './loaded-model.ts';

export interface ClassificationOptions {
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
  /** Decoding and inference. */
  readonly decode: ConcurrencyLimit;
  /** The same for HEIC, which takes seconds in a thread of its own: others do not wait for it. */
  readonly heic: ConcurrencyLimit;
}

/** What classifying needs besides the model. */
export interface ClassifyDependencies {
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  readonly bucket?: Bucket | undefined;
  readonly concurrency: Concurrency;
}

/**
 * Classifies a picture, step by step: read, inspect, decode, run, rank.
 *
 * @throws ImageError or InferenceError
 */
export async function classify(
  picture: Picture,
  options: ClassificationOptions,
  { model, concurrency, ...dependencies }: ClassifyDependencies & { model: LoadedModel },
): Promise<Omit<Classification, 'coldStart'>> {
  const { manifest, session, labels } = model;
  const { limits } = dependencies;
  if (options.explain && !session.explains) throw explainUnavailable(manifest.id);
  options.signal?.throwIfAborted();
  const total = stopwatch();

  const read = () => readPicture(picture, { ...dependencies, signal: options.signal });
  const { bytes, fetchMs } = await (isRemote(picture) ? concurrency.fetch.run(read) : read());

  const lap = stopwatch();
  const answer = async (inspected: Inspected): Promise<Omit<Classification, 'coldStart'>> => {
    const pixels = await decode(inspected, manifest.input);
    const decodeMs = lap();
    const { logits, heat } = await session.run(pixels, { heat: options.explain });
    const ranked = rankPredictions(logits, labels, options.topK);
    const inferenceMs = lap();

    const [best] = ranked;
    const { format, width, height } = inspected;
    const { region } = computeGeometry(inspected, manifest.input);
    return {
      predictions: ranked.filter(({ score }) => score >= options.minScore),
      image: { format, width, height, bytes: bytes.length },
      model: { id: manifest.id, precision: manifest.precision, sha256: manifest.sha256 },
      timing: { fetchMs, decodeMs, inferenceMs, totalMs: total() },
      ...(heat && best && { explanation: explain(heat, best.index, region) }),
    };
  };
  /** Begins with a picture, unless its caller has gone while it waited. */
  const begin = <T>(limit: ConcurrencyLimit, work: () => Promise<T>): Promise<T> =>
    limit.run(async () => {
      options.signal?.throwIfAborted();
      lap();
      return await work();
    });

  const first = await begin(concurrency.decode, async () => {
    const inspected = await inspect(bytes, limits);
    return inspected.format === 'heic' ? inspected : await answer(inspected);
  });
  return 'predictions' in first ? first : await begin(concurrency.heic, () => answer(first));
}

function explainUnavailable(model: string): InferenceError<'EXPLAIN_UNAVAILABLE'> {
  const message = `Model ${model} has no class activation maps; leave out explain.`;
  return new InferenceError('EXPLAIN_UNAVAILABLE', { model }, { message });
}
