import { createService, type Service } from '../../functions/api/service.ts';
import type { ClassifierOptions } from '../../functions/inference/classifier.ts';
import { createTestClassifier } from './classifier.ts';

/** A service on the real model with any part replaced, for `startTestServer`. */
export function serviceWith(changes: Partial<ClassifierOptions> = {}): () => Service {
  return () => createService(createTestClassifier(changes));
}
