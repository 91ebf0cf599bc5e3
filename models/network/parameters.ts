import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import type { Tensor } from '../checkpoint/tensor.ts';
import { ModelError } from '../format/model-error.ts';
import type { BatchNorm, Reals } from './fold-batch-norm.ts';

/** A real tensor of a checkpoint. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly data: Reals;
}

/** A size that is known, or `null` where any size does. */
export type Size = number | null;

/** How many batches a batch norm has seen: of no use after training. */
const counter = /(^|\.)num_batches_tracked$/;

/** The tensors of a checkpoint, each taken once and checked, so that none is left over unread. */
export class Parameters {
  readonly #architecture: string;
  readonly #tensors: Map<string, Tensor>;

  /** `architecture` is what errors say the checkpoint is not. */
  constructor(checkpoint: Checkpoint, architecture: string) {
    this.#architecture = architecture;
    this.#tensors = new Map([...checkpoint].filter(([name]) => !counter.test(name)));
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /** @throws ModelError where the tensor is missing, of another shape, or not of finite reals. */
  take(name: string, expected: readonly Size[]): Parameter {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw this.refusal(`the tensor \`${name}\` is missing`);
    const { shape, data } = tensor;
    const fits =
      shape.length === expected.length &&
      shape.every((size, axis) => size > 0 && size === (expected[axis] ?? size));
    if (!fits) {
      throw this.refusal(`\`${name}\` is ${written(shape)} where ${written(expected)} is expected`);
    }
    if (!(data instanceof Float32Array || data instanceof Float64Array)) {
      throw this.refusal(`\`${name}\` holds ${tensor.dtype} where real numbers are expected`);
    }
    if (!data.every(Number.isFinite)) {
      throw this.refusal(`\`${name}\` holds numbers that are infinite or not numbers`);
    }
    this.#tensors.delete(name);
    return { shape, data };
  }

  batchNorm(name: string, channels: number, epsilon: number): BatchNorm {
    const take = (part: string) => this.take(`${name}.${part}`, [channels]).data;
    const variance = take('running_var');
    if (variance.some((value) => value < 0)) {
      throw this.refusal(`\`${name}.running_var\` holds negative numbers`);
    }
    return {
      gamma: take('weight'),
      beta: take('bias'),
      mean: take('running_mean'),
      variance,
      epsilon,
    };
  }

  /** @throws ModelError where tensors are left that the architecture has no place for. */
  expectNoMore(): void {
    const [first, ...more] = this.#tensors.keys();
    if (first === undefined) return;
    const rest = more.length === 0 ? '' : ` and ${more.length} more`;
    throw this.refusal(`it has no place for the tensor \`${first}\`${rest}`);
  }

  refusal(reason: string): ModelError {
    return new ModelError(`This checkpoint is not ${this.#architecture}: ${reason}.`);
  }
}

function written(shape: readonly Size[]): string {
  return `[${shape.map((size) => size ?? 'any').join(', ')}]`;
}
