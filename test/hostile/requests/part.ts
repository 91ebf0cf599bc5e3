import type { Part } from '../run/part.ts';
import { bodyKinds } from './bodies.ts';
import { formKinds } from './forms.ts';
import { startProbe } from './probe.ts';

/** JSON, forms, queries and batches. One at a time: `/health` is asked meanwhile. */
export const requests: Part = {
  name: 'requests',
  share: 0.15,
  lanes: 1,
  lambda: 0.1,
  kinds: { ...bodyKinds, ...formKinds },
  prepare: startProbe,
};
