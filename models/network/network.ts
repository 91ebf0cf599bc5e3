import type { ModelInput } from '../format/manifest.ts';
import type { PaddedWindow } from './window.ts';

/** Follows a convolution or an addition: nothing, max(x, 0), or min(max(x, 0), 6). */
export type ActivationFunction = 'none' | 'relu' | 'relu6';

/** A 2-D convolution with batch norm folded into weights and bias. */
export interface Convolution extends PaddedWindow {
  readonly kind: 'convolution';
  readonly name: string;
  readonly input: string;
  /** `[outputs, inputs / groups, height, width]`. */
  readonly shape: readonly [number, number, number, number];
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly groups: number;
  readonly activation: ActivationFunction;
}

export interface MaxPooling extends PaddedWindow {
  readonly kind: 'maxPooling';
  readonly name: string;
  readonly input: string;
}

/** The end of a residual block. */
export interface Addition {
  readonly kind: 'addition';
  readonly name: string;
  readonly inputs: readonly [string, string];
  readonly activation: ActivationFunction;
}

export type Layer = Convolution | MaxPooling | Addition;

/** A tensor `[n, channels, side, side]` with the name of the layer that computes it. */
export interface FeatureMap {
  readonly name: string;
  readonly channels: number;
  readonly side: number;
}

/** The linear layer at the end. */
export interface Classifier {
  readonly name: string;
  readonly shape: readonly [classes: number, channels: number];
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/**
 * A convolutional image classifier with batch norm folded: pixels minus their mean, a trunk of
 * layers, global average pooling, one linear layer. Both writers, float32 and int8, read this.
 */
export interface Network {
  /** TorchVision's name such as `resnext50_32x4d`, `efficientnet-lite0`, or a description. */
  readonly architecture: string;
  readonly input: ModelInput;
  /**
   * Subtracted from red, green and blue (0 to 255) before the first layer, which pads with zeros
   * *after* that. The division by the standard deviation is in the first layer's weights.
   */
  readonly pixelMean: readonly [number, number, number];
  /** Every layer comes after its inputs; the first is a convolution of `centred`. */
  readonly layers: readonly [Convolution, ...Layer[]];
  /** Output of the last layer, the input of pooling. */
  readonly features: FeatureMap;
  readonly classifier: Classifier;
}

/** Name of the first layer's input: pixels minus their mean, `[n, 3, size, size]`. */
export const centred = 'centred';

/** Name of the pooled features, the mean of each map: `[n, channels, 1, 1]`. */
export const pooled = 'pooled';
