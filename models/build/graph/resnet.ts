import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import type { Network } from './network.ts';
import type { NetworkConstants } from './network-builder.ts';
import { NetworkBuilder } from './network-builder.ts';
import { Parameters } from './parameters.ts';
import { addResidualBlock } from './residual-block.ts';
import { resnetName } from './resnet-name.ts';

/**
 * The preprocessing of TorchVision's IMAGENET1K_V1 weights, ImageNet's mean and standard deviation:
 * https://github.com/pytorch/vision/blob/main/torchvision/transforms/_presets.py. Epsilon is
 * BatchNorm2d's default; every window is padded by half its size.
 */
const constants: NetworkConstants = {
  input: { size: 224, resize: 256, filter: 'bilinear' },
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  std: [0.229 * 255, 0.224 * 255, 0.225 * 255],
  epsilon: 1e-5,
  padding: ({ kernel }) => {
    const half = (kernel - 1) / 2;
    return [half, half, half, half];
  },
};

/**
 * TorchVision's ResNet of any depth, width, number of groups and of classes, told from the names
 * and shapes of its tensors alone:
 * https://github.com/pytorch/vision/blob/main/torchvision/models/resnet.py
 *
 * @throws ModelError where a tensor is missing, has another shape, or is left over.
 */
export function resnet(checkpoint: Checkpoint): Network {
  const parameters = new Parameters(checkpoint, 'a ResNet of TorchVision');
  const builder = new NetworkBuilder(parameters, constants);
  const stem = builder.convolution(builder.pixels, {
    weight: 'conv1',
    norm: 'bn1',
    shape: [null, 3, 7, 7],
    stride: 2,
    activation: 'relu',
  });
  let map = builder.maxPooling(stem, 'maxpool', { kernel: 3, stride: 2 });
  for (const stage of ['layer1', 'layer2', 'layer3', 'layer4']) {
    map = addResidualBlock(map, {
      builder,
      parameters,
      name: `${stage}.0`,
      stride: stage === 'layer1' ? 1 : 2,
    });
    for (let index = 1; parameters.has(`${stage}.${index}.conv1.weight`); index++) {
      map = addResidualBlock(map, { builder, parameters, name: `${stage}.${index}`, stride: 1 });
    }
  }
  return builder.finish(map, resnetName(checkpoint), 'fc');
}
