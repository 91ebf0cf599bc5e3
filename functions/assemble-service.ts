import { openModel } from '../models/store/open-model.ts';
import type { Log } from './api/log.ts';
import { logStarts } from './api/log-starts.ts';
import { createService, type Service } from './api/service.ts';
import type { Limits } from './image/limits.ts';
import type { Bucket } from './image/s3/bucket.ts';
import type { UrlPolicy } from './image/url/policy.ts';
import { type Classifier, createClassifier } from './inference/classifier.ts';
import { ConcurrencyLimit } from './inference/concurrency-limit.ts';

export interface ServiceOptions {
  /** The model's folder. */
  readonly folder: string;
  /** Of the network, 1 or more. */
  readonly threads: number;
  /** How many pictures are decoded and run at once; as many as threads where it is not said. */
  readonly maxInFlight?: number;
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  /** The one bucket that pictures may be read from. */
  readonly bucket?: Bucket | undefined;
  /** What is wrong with the settings: the model is then never opened. */
  readonly problem?: Error | undefined;
  /** Told how each attempt to start the model ended. */
  readonly log: Log;
}

export interface LocalClassifier {
  readonly classifier: Classifier;
  readonly service: Service;
}

/** A 12-megapixel photograph takes 40 ms: a full queue is worth about a second on two threads. */
const maxDecodeQueue = 64;
const fetchConcurrency = { limit: 8, maxQueue: 32 };

/** Puts a service together from a model's folder: what every entry needs. */
export function assembleService(options: ServiceOptions): LocalClassifier {
  const { folder, threads, maxInFlight = threads, problem, log, ...surroundings } = options;
  const classifier = createClassifier({
    ...surroundings,
    openModel: () => (problem ? Promise.reject(problem) : openModel(folder)),
    threads,
    onStart: logStarts(log),
    concurrency: {
      fetch: new ConcurrencyLimit(fetchConcurrency),
      decode: new ConcurrencyLimit({ limit: maxInFlight, maxQueue: maxDecodeQueue }),
    },
  });
  return { classifier, service: createService(classifier) };
}
