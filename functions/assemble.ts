import { openModel } from '../models/store/open-model.ts';
import type { Log } from './api/log.ts';
import { createService, type Service } from './api/service.ts';
import type { Limits } from './image/limits.ts';
import type { UrlPolicy } from './image/url/policy.ts';
import { type Classifier, createClassifier } from './inference/classifier.ts';
import { Gate } from './inference/gate.ts';

export interface AssembleOptions {
  /** The model's folder. */
  readonly folder: string;
  readonly threads: number;
  readonly limits: Limits;
  readonly urls: UrlPolicy;
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
export function assemble({ folder, threads, limits, urls, log }: AssembleOptions): Assembled {
  const classifier = createClassifier({
    openModel: () => openModel(folder),
    threads,
    limits,
    urls,
    gates: { fetch: new Gate(fetches), decode: new Gate({ places: threads, queue: decodeQueue }) },
  });
  return { classifier, service: createService(classifier, log) };
}
