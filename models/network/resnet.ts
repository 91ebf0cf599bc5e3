import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import type { Network } from './network.ts';
import { NetworkBuilder, type NetworkConstants } from './network-builder.ts';
import { Parameters } from './parameters.ts';
import { addResidualBlock } from './residual-block.ts';

/**
 * Preprocessing of TorchVision's IMAGENET1K_V1 weights, with ImageNet's mean and standard
 * deviation: https://github.com/pytorch/vision/blob/main/torchvision/transforms/_presets.py.
 * Epsilon is BatchNorm2d's default; every window is padded by half its size.
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
 * Builds TorchVision's ResNet of any depth, width, number of groups and number of classes, derived
 * from the names and shapes of its tensors:
 * https://github.com/pytorch/vision/blob/main/torchvision/models/resnet.py
 *
 * @throws ModelError if a tensor is missing, has the wrong shape, or is unknown.
 */
export function resnet(checkpoint: Checkpoint): Network {
  const parameters = new Parameters(checkpoint, 'a ResNet of TorchVision');
  const builder = new NetworkBuilder(parameters, constants);
  const stem = builder.addConvolution(builder.pixels, {
    weight: 'conv1',
    norm: 'bn1',
    shape: [null, 3, 7, 7],
    stride: 2,
    activation: 'relu',
  });
  let map = builder.addMaxPooling(stem, 'maxpool', { kernel: 3, stride: 2 });
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
  return builder.finish(map, getResnetName(checkpoint), 'fc');
}

/** Channels after the first layer in all ResNets that TorchVision publishes. */
const fullWidth = 64;

/**
 * Returns TorchVision's name of a ResNet, such as `resnet18`, `wide_resnet50_2` or
 * `resnext101_32x8d`: the first number counts the convolutions on the main path and the linear
 * layer. A narrower one is called `resnet18 of 8 channels`.
 */
export function getResnetName(checkpoint: Checkpoint): string {
  const names = [...checkpoint.keys()];
  const depth = names.filter((name) => /(^|\.)conv\d\.weight$/.test(name)).length + 1;
  const [stem = 0] = checkpoint.get('conv1.weight')?.shape ?? [];
  const family = getFamilyName(checkpoint, { depth, stem });
  return stem === fullWidth ? family : `${family} of ${stem} channels`;
}

function getFamilyName(
  checkpoint: Checkpoint,
  { depth, stem }: { depth: number; stem: number },
): string {
  const [width = 0, perGroup = 0] = checkpoint.get('layer1.0.conv2.weight')?.shape ?? [];
  const bottleneck = checkpoint.has('layer1.0.conv3.weight');
  if (bottleneck && perGroup < width) return `resnext${depth}_${width / perGroup}x${perGroup}d`;
  if (bottleneck && width === 2 * stem) return `wide_resnet${depth}_2`;
  return `resnet${depth}`;
}
