import type { Label } from '../../models/format/labels.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { Session } from './session.ts';

/** Which 8-bit kernels answer: ONNX Runtime's own choice, or those that never saturate. */
export type Kernels = 'default' | 'exact';

/** A model that answers. */
export interface Running {
  readonly manifest: Manifest;
  /** One entry a class, in the order of the logits. */
  readonly labels: readonly Label[];
  readonly session: Session;
  readonly kernels: Kernels;
}
