import type { Part } from '../run/part.ts';
import { requestKinds } from './kinds.ts';
import { slowKinds } from './slow.ts';

/** HTTP that is malformed, ambiguous, slow, too large, or broken off. */
export const http: Part = {
  name: 'http',
  share: 0.2,
  lanes: 4,
  kinds: { ...requestKinds, ...slowKinds },
};
