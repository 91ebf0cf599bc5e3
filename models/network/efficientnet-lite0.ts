import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import type { FeatureMap, Network } from './network.ts';
import { NetworkBuilder, type NetworkConstants } from './network-builder.ts';
import { Parameters } from './parameters.ts';

/**
 * Preprocessing and epsilon of the official network. TensorFlow's "SAME" padding puts the odd pixel
 * at the bottom and the right.
 * https://github.com/tensorflow/tpu/blob/master/models/official/efficientnet/lite/efficientnet_lite_builder.py
 */
const constants: NetworkConstants = {
  input: { size: 224, resize: 256, filter: 'bilinear' },
  mean: [127, 127, 127],
  std: [128, 128, 128],
  epsilon: 1e-3,
  padding: ({ kernel, stride }, side) => {
    const total = Math.max((Math.ceil(side / stride) - 1) * stride + kernel - side, 0);
    const before = Math.floor(total / 2);
    return [before, before, total - before, total - before];
  },
};

/** From the same file: EfficientNet-B0's blocks, without squeeze-and-excite. */
const stages = [
  { repeats: 1, kernel: 3, stride: 1, expansion: 1, outputs: 16 },
  { repeats: 2, kernel: 3, stride: 2, expansion: 6, outputs: 24 },
  { repeats: 2, kernel: 5, stride: 2, expansion: 6, outputs: 40 },
  { repeats: 3, kernel: 3, stride: 2, expansion: 6, outputs: 80 },
  { repeats: 3, kernel: 5, stride: 1, expansion: 6, outputs: 112 },
  { repeats: 4, kernel: 5, stride: 2, expansion: 6, outputs: 192 },
  { repeats: 1, kernel: 3, stride: 1, expansion: 6, outputs: 320 },
];

type Block = Omit<(typeof stages)[number], 'repeats'> & { readonly name: string };

const blocks: readonly Block[] = stages
  .flatMap(({ repeats, stride, ...stage }) =>
    Array.from({ length: repeats }, (_, index) => ({ ...stage, stride: index === 0 ? stride : 1 })),
  )
  .map((block, index) => ({ ...block, name: `_blocks.${index}` }));

/**
 * Builds EfficientNet-Lite0 for any number of classes, with the tensor names of the package
 * https://pypi.org/project/efficientnet-lite-pytorch/
 *
 * @throws ModelError if a tensor is missing, has the wrong shape, or is unknown.
 */
export function efficientnetLite0(checkpoint: Checkpoint): Network {
  const builder = new NetworkBuilder(
    new Parameters(checkpoint, 'an EfficientNet-Lite0'),
    constants,
  );
  let map = builder.addConvolution(builder.pixels, {
    weight: '_conv_stem',
    norm: '_bn0',
    shape: [32, 3, 3, 3],
    stride: 2,
    activation: 'relu6',
  });
  for (const block of blocks) map = addInvertedResidual(builder, map, block);
  map = builder.addConvolution(map, {
    weight: '_conv_head',
    norm: '_bn1',
    shape: [1280, map.channels, 1, 1],
    activation: 'relu6',
  });
  return builder.finish(map, 'efficientnet-lite0', '_fc');
}

/** 1x1 to more channels, one filter per channel, 1x1 to fewer; plus the input if shapes match. */
function addInvertedResidual(builder: NetworkBuilder, input: FeatureMap, block: Block): FeatureMap {
  const { name, kernel, stride, expansion, outputs } = block;
  const width = input.channels * expansion;
  let map = input;
  if (expansion > 1) {
    map = builder.addConvolution(map, {
      weight: `${name}._expand_conv`,
      norm: `${name}._bn0`,
      shape: [width, input.channels, 1, 1],
      activation: 'relu6',
    });
  }
  map = builder.addConvolution(map, {
    weight: `${name}._depthwise_conv`,
    norm: `${name}._bn1`,
    shape: [width, 1, kernel, kernel],
    stride,
    activation: 'relu6',
  });
  map = builder.addConvolution(map, {
    weight: `${name}._project_conv`,
    norm: `${name}._bn2`,
    shape: [outputs, width, 1, 1],
    activation: 'none',
  });
  if (stride > 1 || input.channels !== outputs) return map;
  return builder.addAddition([map, input], { name, activation: 'none' });
}
