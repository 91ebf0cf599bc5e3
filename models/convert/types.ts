import type { Model } from '../store/open-model.ts';

/** A model that answers: `size` x `size` x 3 bytes in, RGB row by row, one number a class out. */
export interface ModelRunner {
  run(pixels: Uint8Array): Promise<{ readonly logits: Float32Array }>;
  close(): Promise<void>;
}

/**
 * Starts a model, with kernels that never saturate: what is measured and recorded here is what the
 * file says, not what this processor makes of it.
 *
 * @throws ModelError where the file cannot be loaded or does not keep the contract.
 */
export type StartRunner = (model: Model) => Promise<ModelRunner>;

/** Tells a person what is being done. */
export interface Steps {
  /** Does one step and tells how long it took. `total` is how often `count` will be called. */
  run<T>(title: string, work: (count: () => void) => Promise<T>, total?: number): Promise<T>;
  /** Tells a sentence. */
  say(sentence: string): void;
}
