import type { ModelInput } from '../format/manifest.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
import {
  type ActivationFunction,
  type Convolution,
  centred,
  type FeatureMap,
  type Layer,
  type Network,
} from './network.ts';
import type { Parameter, Parameters, Size } from './parameters.ts';
import { computeSide, type PaddedWindow, type Padding, type Window } from './window.ts';

/** Properties of a network that its checkpoint does not contain. */
export interface NetworkConstants {
  readonly input: ModelInput;
  /** Mean and standard deviation of red, green and blue, for pixels from 0 to 255. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Added to the variance in batch norm. */
  readonly epsilon: number;
  /** Returns the pixels to add around a map before a window moves over it. */
  readonly padding: (window: Window, side: number) => Padding;
}

export interface ConvolutionOptions {
  /** Name of the layer; default: the name of the weight. */
  readonly name?: string;
  /** Tensor names without `.weight`, `.running_mean` and so on. */
  readonly weight: string;
  readonly norm: string;
  /** Expected shape of the weight: `[outputs, inputs per group, kernel, kernel]`. */
  readonly shape: readonly [Size, Size, number, number];
  readonly stride?: number;
  readonly activation: ActivationFunction;
}

/** Builds a network layer by layer with weights from a checkpoint. */
export class NetworkBuilder {
  readonly #parameters: Parameters;
  readonly #constants: NetworkConstants;
  readonly #layers: Layer[] = [];

  constructor(parameters: Parameters, constants: NetworkConstants) {
    this.#parameters = parameters;
    this.#constants = constants;
  }

  /** Input of the first layer. */
  get pixels(): FeatureMap {
    return { name: centred, channels: 3, side: this.#constants.input.size };
  }

  /** Adds a convolution without bias, its batch norm and its activation function. */
  addConvolution(input: FeatureMap, options: ConvolutionOptions): FeatureMap {
    const { name = options.weight, stride = 1, activation } = options;
    const weight = this.#takeWeight(input, options);
    const [outputs, inputs, , kernel] = weight.shape;
    const norm = this.#parameters.takeBatchNorm(options.norm, outputs, this.#constants.epsilon);
    const window = this.#pad({ kernel, stride }, input);
    this.#layers.push({
      kind: 'convolution',
      name,
      input: input.name,
      shape: weight.shape,
      ...foldBatchNorm(weight.data, norm),
      ...window,
      groups: input.channels / inputs,
      activation,
    });
    return { name, channels: outputs, side: computeSide(window, input.side) };
  }

  addMaxPooling(input: FeatureMap, name: string, window: Window): FeatureMap {
    const padded = this.#pad(window, input);
    this.#layers.push({ kind: 'maxPooling', name, input: input.name, ...padded });
    return { name, channels: input.channels, side: computeSide(padded, input.side) };
  }

  addAddition(
    [left, right]: readonly [FeatureMap, FeatureMap],
    options: { readonly name: string; readonly activation: ActivationFunction },
  ): FeatureMap {
    this.#layers.push({ kind: 'addition', inputs: [left.name, right.name], ...options });
    return { ...left, name: options.name };
  }

  /**
   * Adds pooling and the linear layer whose tensors are named `classifier`.
   *
   * @throws ModelError if a tensor is missing, has the wrong shape, or is left over.
   */
  finish(features: FeatureMap, architecture: string, classifier: string): Network {
    const { channels } = features;
    const weight = this.#parameters.take(`${classifier}.weight`, [null, channels]);
    const [classes] = weight.shape as [number];
    const bias = this.#parameters.take(`${classifier}.bias`, [classes]);
    this.#parameters.checkAllTaken();
    return {
      architecture,
      input: this.#constants.input,
      pixelMean: this.#constants.mean,
      layers: this.#layers as [Convolution, ...Layer[]],
      features,
      classifier: {
        name: classifier,
        shape: [classes, channels],
        weight: Float32Array.from(weight.data),
        bias: Float32Array.from(bias.data),
      },
    };
  }

  #takeWeight(
    input: FeatureMap,
    options: ConvolutionOptions,
  ): Parameter & Pick<Convolution, 'shape'> {
    const name = `${options.weight}.weight`;
    const { data, ...taken } = this.#parameters.take(name, options.shape);
    const shape = taken.shape as Convolution['shape'];
    const [outputs, inputs, , kernel] = shape;
    const groups = input.channels / inputs;
    if (!Number.isInteger(groups) || outputs % groups !== 0) {
      throw this.#parameters.createError(
        `\`${name}\` has ${outputs} outputs of ${inputs} inputs each, which does not fit ${input.channels} input channels`,
      );
    }
    const divided = input.name === centred ? this.#divideByDeviation(data, kernel * kernel) : data;
    return { shape, data: divided };
  }

  #pad(window: Window, { side }: FeatureMap): PaddedWindow {
    return { ...window, padding: this.#constants.padding(window, side) };
  }

  /** Divides the first layer's weights, so that pixels need not be divided by their deviation. */
  #divideByDeviation(weight: ArrayLike<number>, area: number): Float64Array {
    const { std } = this.#constants;
    return Float64Array.from(weight, (value, index) => {
      const channel = Math.floor(index / area) % std.length;
      return value / (std[channel] as number);
    });
  }
}
