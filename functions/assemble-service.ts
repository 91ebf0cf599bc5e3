import { openModel } from '../models/store/open-model.ts';
import type { Log } from './api/log.ts';
import { logStarts } from './api/log-starts.ts';
import { createService, type Service } from './api/service.ts';
import { type Limits, memoryForPictures } from './image/limits.ts';
import type { Bucket } from './image/s3/bucket.ts';
import type { UrlPolicy } from './image/url/policy.ts';
import { type Classifier, createClassifier } from './inference/classifier.ts';
import { ConcurrencyLimit } from './inference/concurrency-limit.ts';
import { ByteBudget } from './shared/byte-budget.ts';

export interface ServiceOptions {
  /** Folder of the model. */
  readonly folder: string;
  /** Processors to use, 1 or more. */
  readonly threads: number;
  /** Maximum number of costly pictures at once; they are decoded in processes of their own; default: 1. */
  readonly maxCostly?: number;
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  /** The one bucket that the service may read. */
  readonly bucket?: Bucket | undefined;
  /** An error in the settings: if set, every start of the model fails with it. */
  readonly problem?: Error | undefined;
  /** Receives the outcome of each attempt to start the model. */
  readonly log: Log;
}

/** The service, and what it is made of. */
export interface AssembledService {
  readonly classifier: Classifier;
  readonly service: Service;
  /** Bounds the bytes of bodies and fetched pictures in memory. */
  readonly budget: ByteBudget;
  /** How many pictures are decoded and run at once. */
  readonly maxInFlight: number;
}

/** While the network runs on one, the next is decoded. */
const picturesPerWorker = 2;
/** A 12-megapixel photograph takes 40 ms, so two threads empty a full queue in about a second. */
const maxDecodeQueue = 64;
/** Such a picture takes 0.2 to 3 s. */
const maxCostlyQueue = 16;
const [maxFetches, maxFetchQueue] = [8, 32];

/** Assembles the service for a model's folder; every entry uses it. */
export function assembleService(options: ServiceOptions): AssembledService {
  const { folder, threads, maxCostly = 1, problem, log, ...dependencies } = options;
  const budget = new ByteBudget(memoryForPictures);
  const maxInFlight = threads > 1 ? threads * picturesPerWorker : 1;
  const classifier = createClassifier({
    ...dependencies,
    openModel: () => (problem ? Promise.reject(problem) : openModel(folder)),
    threads,
    ...(threads > 1 && {
      workers: {
        folder,
        maxWorkers: threads,
        picturesPerWorker,
        onWorkerEnd: (err) => log.error({ err }, 'a worker ended'),
      },
    }),
    onStart: logStarts(log),
    concurrency: {
      fetch: new ConcurrencyLimit({
        limit: maxFetches,
        maxQueue: Math.max(maxFetchQueue, maxInFlight),
      }),
      decode: new ConcurrencyLimit({ limit: maxInFlight, maxQueue: maxDecodeQueue }),
      costly: new ConcurrencyLimit({ limit: maxCostly, maxQueue: maxCostlyQueue }),
    },
    budget,
  });
  return { classifier, service: createService(classifier), budget, maxInFlight };
}
