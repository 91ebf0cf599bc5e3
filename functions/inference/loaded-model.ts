import type { Manifest } from '../../models/format/manifest.ts';
import type { Labels } from '../../models/store/open-labels.ts';
import type { Session } from './session.ts';

/** Which 8-bit kernels are in use: ONNX Runtime's default, or those that never saturate. */
export type Kernels = 'default' | 'exact';

/** A model with a running session that passed its self-check. */
export interface LoadedModel extends Labels {
  readonly manifest: Manifest;
  readonly session: Session;
  readonly kernels: Kernels;
}
