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
import { type PaddedWindow, type Padding, sideAfter, type Window } from './window.ts';

/** What a checkpoint does not say about its network. */
export interface NetworkConstants {
  readonly input: ModelInput;
  /** Mean and standard deviation of red, green and blue, for pixels from 0 to 255. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** What batch norm adds to the variance. */
  readonly epsilon: number;
  /** Pixels added around a map before a window moves over it. */
  readonly padding: (window: Window, side: number) => Padding;
}

export interface ConvolutionOptions {
  /** The layer's name; the weight's unless given. */
  readonly name?: string;
  /** Tensor names without `.weight`, `.running_mean` and so on. */
  readonly weight: string;
  readonly norm: string;
  /** Expected shape of the weight: `[outputs, inputs of a group, kernel, kernel]`. */
  readonly shape: readonly [Size, Size, number, number];
  readonly stride?: number;
  readonly activation: ActivationFunction;
}

/** Puts a network together layer by layer, taking weights from a checkpoint. */
export class NetworkBuilder {
  readonly #parameters: Parameters;
  readonly #constants: NetworkConstants;
  readonly #layers: Layer[] = [];

  constructor(parameters: Parameters, constants: NetworkConstants) {
    this.#parameters = parameters;
    this.#constants = constants;
  }

  /** What the first layer reads. */
  get pixels(): FeatureMap {
    return { name: centred, channels: 3, side: this.#constants.input.size };
  }

  /** A convolution without bias, the batch norm after it, and its activation function. */
  convolution(input: FeatureMap, options: ConvolutionOptions): FeatureMap {
    const { name = options.weight, stride = 1, activation } = options;
    const weight = this.#weight(input, options);
    const [outputs, inputs, , kernel] = weight.shape;
    const norm = this.#parameters.batchNorm(options.norm, outputs, this.#constants.epsilon);
    const window = this.#padded({ kernel, stride }, input);
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
    return { name, channels: outputs, side: sideAfter(window, input.side) };
  }

  maxPooling(input: FeatureMap, name: string, window: Window): FeatureMap {
    const padded = this.#padded(window, input);
    this.#layers.push({ kind: 'maxPooling', name, input: input.name, ...padded });
    return { name, channels: input.channels, side: sideAfter(padded, input.side) };
  }

  addition(
    [left, right]: readonly [FeatureMap, FeatureMap],
    options: { readonly name: string; readonly activation: ActivationFunction },
  ): FeatureMap {
    this.#layers.push({ kind: 'addition', inputs: [left.name, right.name], ...options });
    return { ...left, name: options.name };
  }

  /** Ends with pooling and the linear layer of that name. No tensor may be left over. */
  finish(features: FeatureMap, architecture: string, classifier: string): Network {
    const { channels } = features;
    const weight = this.#parameters.take(`${classifier}.weight`, [null, channels]);
    const [classes] = weight.shape as [number];
    const bias = this.#parameters.take(`${classifier}.bias`, [classes]);
    this.#parameters.expectNoMore();
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

  #weight(input: FeatureMap, options: ConvolutionOptions): Parameter & Pick<Convolution, 'shape'> {
    const name = `${options.weight}.weight`;
    const { data, ...taken } = this.#parameters.take(name, options.shape);
    const shape = taken.shape as Convolution['shape'];
    const [outputs, read, , kernel] = shape;
    const groups = input.channels / read;
    if (!Number.isInteger(groups) || outputs % groups !== 0) {
      throw this.#parameters.refusal(
        `\`${name}\` makes ${outputs} channels, each from ${read} of ${input.channels}`,
      );
    }
    const divided = input.name === centred ? this.#overDeviation(data, kernel * kernel) : data;
    return { shape, data: divided };
  }

  #padded(window: Window, { side }: FeatureMap): PaddedWindow {
    return { ...window, padding: this.#constants.padding(window, side) };
  }

  /** The first layer's weights, which then read pixels that are not yet over their deviation. */
  #overDeviation(weight: ArrayLike<number>, area: number): Float64Array {
    const { std } = this.#constants;
    return Float64Array.from(weight, (value, index) => {
      const channel = Math.floor(index / area) % std.length;
      return value / (std[channel] as number);
    });
  }
}
