import type { Manifest } from '../../models/format/manifest.ts';
import type { Labels } from '../../models/store/open-labels.ts';
import type { Session } from './session.ts';

/** Which 8-bit kernels answer: ONNX Runtime's own choice, or those that never saturate. */
export type Kernels = 'default' | 'exact';

/** A model that answers. */
export interface LoadedModel extends Labels {
  readonly manifest: Manifest;
  readonly session: Session;
  readonly kernels: Kernels;
}
