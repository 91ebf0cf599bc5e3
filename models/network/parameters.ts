import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import type { Tensor } from '../checkpoint/tensor.ts';
import { ModelError } from '../format/model-error.ts';
import type { BatchNorm, Reals } from './fold-batch-norm.ts';

/** A real tensor of a checkpoint. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly data: Reals;
}

/** An expected size, or `null` for any size. */
export type Size = number | null;

/** Number of batches a batch norm has seen: not used after training. */
const counter = /(^|\.)num_batches_tracked$/;

/** The tensors of a checkpoint. Each is taken once and checked, so that none is left unread. */
export class Parameters {
  readonly #architecture: string;
  readonly #tensors: Map<string, Tensor>;

  /** @param architecture Name of the expected network with its article, for errors. */
  constructor(checkpoint: Checkpoint, architecture: string) {
    this.#architecture = architecture;
    this.#tensors = new Map([...checkpoint].filter(([name]) => !counter.test(name)));
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /**
   * @throws ModelError if the tensor is missing, has another shape, or values that are not finite
   * reals.
   */
  take(name: string, expected: readonly Size[]): Parameter {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw this.createError(`the tensor \`${name}\` is missing`);
    const { shape, data } = tensor;
    const fits =
      shape.length === expected.length &&
      shape.every((size, axis) => size > 0 && size === (expected[axis] ?? size));
    if (!fits) {
      throw this.createError(
        `\`${name}\` has shape ${formatShape(shape)}, expected ${formatShape(expected)}`,
      );
    }
    if (!(data instanceof Float32Array || data instanceof Float64Array)) {
      throw this.createError(`\`${name}\` has type ${tensor.dtype}, expected real numbers`);
    }
    if (!data.every(Number.isFinite)) {
      throw this.createError(`\`${name}\` has values that are infinite or not numbers`);
    }
    this.#tensors.delete(name);
    return { shape, data };
  }

  takeBatchNorm(name: string, channels: number, epsilon: number): BatchNorm {
    const take = (part: string) => this.take(`${name}.${part}`, [channels]).data;
    const variance = take('running_var');
    if (variance.some((value) => value < 0)) {
      throw this.createError(`\`${name}.running_var\` has negative values`);
    }
    return {
      gamma: take('weight'),
      beta: take('bias'),
      mean: take('running_mean'),
      variance,
      epsilon,
    };
  }

  /** @throws ModelError if a tensor is left that the architecture does not have. */
  checkAllTaken(): void {
    const [first, ...more] = this.#tensors.keys();
    if (first === undefined) return;
    const rest = more.length === 0 ? '' : ` and ${more.length} more`;
    throw this.createError(`it has the unknown tensor \`${first}\`${rest}`);
  }

  createError(reason: string): ModelError {
    return new ModelError(`This checkpoint is not ${this.#architecture}: ${reason}.`);
  }
}

function formatShape(shape: readonly Size[]): string {
  return `[${shape.map((size) => size ?? 'any').join(', ')}]`;
}
