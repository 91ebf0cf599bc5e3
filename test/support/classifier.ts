import { localLimits } from '../../functions/image/limits.ts';
import { publicUrlPolicy } from '../../functions/image/url/policy.ts';
import {
  type Classifier,
  type ClassifierOptions,
  createClassifier,
} from '../../functions/inference/classifier.ts';
import { ConcurrencyLimit } from '../../functions/inference/concurrency-limit.ts';
import { openModel } from '../../models/store/open-model.ts';
import { modelFolder } from './fixtures.ts';

/** Creates a classifier with the embedded model on one thread; any option can be replaced. */
export function createTestClassifier(options: Partial<ClassifierOptions> = {}): Classifier {
  return createClassifier({
    openModel: () => openModel(modelFolder),
    threads: 1,
    limits: localLimits,
    urls: { ...publicUrlPolicy, enabled: false },
    concurrency: {
      fetch: new ConcurrencyLimit({ limit: 1, maxQueue: 0 }),
      decode: new ConcurrencyLimit({ limit: 1, maxQueue: 64 }),
      costly: new ConcurrencyLimit({ limit: 1, maxQueue: 64 }),
    },
    ...options,
  });
}
