import type { Model } from '../store/open-model.ts';

/** A model that answers: `size` x `size` x 3 bytes in, RGB row by row, one number a class out. */
export interface RunningModel {
  run(pixels: Uint8Array): Promise<{ readonly logits: Float32Array }>;
  close(): Promise<void>;
}

/**
 * Starts a model, with kernels that never saturate: what is measured and recorded here is what the
 * file says, not what this processor makes of it.
 *
 * @throws ModelError where the file cannot be loaded or does not keep the contract.
 */
export type StartModel = (model: Model) => Promise<RunningModel>;
