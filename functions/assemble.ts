import { openModel } from '../models/store/open-model.ts';
import type { Log } from './api/log.ts';
import { createService, type Service } from './api/service.ts';
import type { Limits } from './image/limits.ts';
import type { Bucket } from './image/s3/bucket.ts';
import type { UrlPolicy } from './image/url/policy.ts';
import { type Classifier, createClassifier } from './inference/classifier.ts';
import { Gate } from './inference/gate.ts';

export interface AssembleOptions {
  /** The model's folder. */
  readonly folder: string;
  /** Of the network, 1 or more. */
  readonly threads: number;
  /** How many pictures are decoded and run at once; as many as threads where it is not said. */
  readonly atOnce?: number;
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  /** The one bucket that pictures may be read from. */
  readonly bucket?: Bucket | undefined;
  readonly log: Log;
}

export interface Assembled {
  readonly classifier: Classifier;
  readonly service: Service;
}

/** A 12-megapixel photograph takes 40 ms: a full queue is worth about a second on two threads. */
const decodeQueue = 64;
const fetches = { places: 8, queue: 32 };

/** Puts a service together from a model's folder: what every entry needs. */
export function assemble(options: AssembleOptions): Assembled {
  const { folder, threads, atOnce = threads, limits, urls, bucket, log } = options;
  const classifier = createClassifier({
    openModel: () => openModel(folder),
    threads,
    limits,
    urls,
    bucket,
    gates: { fetch: new Gate(fetches), decode: new Gate({ places: atOnce, queue: decodeQueue }) },
  });
  return { classifier, service: createService(classifier, log) };
}
