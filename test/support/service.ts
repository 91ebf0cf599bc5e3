import { createService, type Service } from '../../functions/api/service.ts';
import type { ClassifierOptions } from '../../functions/inference/classifier.ts';
import { createTestClassifier } from './classifier.ts';

/** Returns a factory, for `startTestServer`, of a service with the real model; any option can be replaced. */
export function createTestService(changes: Partial<ClassifierOptions> = {}): () => Service {
  return () => createService(createTestClassifier(changes));
}
