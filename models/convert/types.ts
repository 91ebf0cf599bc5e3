import type { Model } from '../store/open-model.ts';

/**
 * A started model. Takes `size` x `size` x 3 bytes, RGB row by row; returns one logit per class.
 */
export interface ModelRunner {
  run(pixels: Uint8Array): Promise<{ readonly logits: Float32Array }>;
  close(): Promise<void>;
}

/**
 * Starts a model with kernels that never saturate: measurements depend on the file, not on this
 * processor.
 *
 * @throws ModelError if the file cannot be loaded or does not match the contract.
 */
export type StartRunner = (model: Model) => Promise<ModelRunner>;

/** Reports the progress of a conversion. */
export interface Steps {
  /** Runs one step and reports its duration. `total` is how often `count` will be called. */
  run<T>(title: string, work: (count: () => void) => Promise<T>, total?: number): Promise<T>;
  /** Reports one sentence. */
  say(sentence: string): void;
}
