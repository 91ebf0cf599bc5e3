import { localLimits } from '../../functions/image/limits.ts';
import { publicUrlPolicy } from '../../functions/image/url/policy.ts';
import {
  type Classifier,
  type ClassifierOptions,
  createClassifier,
} from '../../functions/inference/classifier.ts';
import { Gate } from '../../functions/inference/gate.ts';
import { openModel } from '../../models/store/open-model.ts';
import { modelFolder } from './fixtures.ts';

/** The embedded model on one thread, with any part replaced. */
export function createTestClassifier(options: Partial<ClassifierOptions> = {}): Classifier {
  return createClassifier({
    openModel: () => openModel(modelFolder),
    threads: 1,
    limits: localLimits,
    urls: { ...publicUrlPolicy, enabled: false },
    gates: {
      fetch: new Gate({ places: 1, queue: 0 }),
      decode: new Gate({ places: 1, queue: 64 }),
    },
    ...options,
  });
}
