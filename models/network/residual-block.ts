import type { FeatureMap } from './network.ts';
import type { ConvolutionOptions, NetworkBuilder } from './network-builder.ts';
import type { Parameters } from './parameters.ts';

export interface ResidualBlockOptions {
  readonly builder: NetworkBuilder;
  readonly parameters: Parameters;
  /** Prefix of the block's tensors, such as `layer1.0`. */
  readonly name: string;
  readonly stride: number;
}

/**
 * Adds TorchVision's `BasicBlock` (two 3x3 convolutions, the first one strides) or, if there is a
 * third convolution, its `Bottleneck` (1x1, 3x3, 1x1; the middle one strides and may have groups),
 * plus its input or `downsample` of the input.
 */
export function addResidualBlock(input: FeatureMap, options: ResidualBlockOptions): FeatureMap {
  const { builder, parameters, name, stride } = options;
  const convolution = (map: FeatureMap, index: number, rest: BlockConvolution) =>
    builder.addConvolution(map, {
      weight: `${name}.conv${index}`,
      norm: `${name}.bn${index}`,
      ...rest,
    });

  let map: FeatureMap;
  if (parameters.has(`${name}.conv3.weight`)) {
    map = convolution(input, 1, { shape: [null, input.channels, 1, 1], activation: 'relu' });
    map = convolution(map, 2, { shape: [null, null, 3, 3], stride, activation: 'relu' });
    map = convolution(map, 3, { shape: [null, map.channels, 1, 1], activation: 'none' });
  } else {
    map = convolution(input, 1, {
      shape: [null, input.channels, 3, 3],
      stride,
      activation: 'relu',
    });
    map = convolution(map, 2, { shape: [null, map.channels, 3, 3], activation: 'none' });
  }
  const other = addShortcut(input, map, options);
  return builder.addAddition([map, other], { name, activation: 'relu' });
}

type BlockConvolution = Pick<ConvolutionOptions, 'shape' | 'stride' | 'activation'>;

/** Returns the input or, if the block changes its shape, a convolution that changes it as well. */
function addShortcut(
  input: FeatureMap,
  output: FeatureMap,
  { builder, name, stride }: ResidualBlockOptions,
): FeatureMap {
  if (stride === 1 && input.channels === output.channels) return input;
  return builder.addConvolution(input, {
    name: `${name}.downsample`,
    weight: `${name}.downsample.0`,
    norm: `${name}.downsample.1`,
    shape: [output.channels, input.channels, 1, 1],
    stride,
    activation: 'none',
  });
}
