import { expect, test } from 'vitest';
import type { Tensor } from '../../../models/checkpoint/tensor.ts';
import { resnetName } from '../../../models/network/resnet.ts';

/** Blocks a stage, convolutions a block, and the shape of `layer1.0.conv2.weight`. */
const published = [
  { name: 'resnet18', blocks: [2, 2, 2, 2], convolutions: 2, shape: [64, 64, 3, 3] },
  { name: 'resnet34', blocks: [3, 4, 6, 3], convolutions: 2, shape: [64, 64, 3, 3] },
  { name: 'resnet50', blocks: [3, 4, 6, 3], convolutions: 3, shape: [64, 64, 3, 3] },
  { name: 'resnet101', blocks: [3, 4, 23, 3], convolutions: 3, shape: [64, 64, 3, 3] },
  { name: 'resnet152', blocks: [3, 8, 36, 3], convolutions: 3, shape: [64, 64, 3, 3] },
  { name: 'resnext50_32x4d', blocks: [3, 4, 6, 3], convolutions: 3, shape: [128, 4, 3, 3] },
  { name: 'resnext101_32x8d', blocks: [3, 4, 23, 3], convolutions: 3, shape: [256, 8, 3, 3] },
  { name: 'resnext101_64x4d', blocks: [3, 4, 23, 3], convolutions: 3, shape: [256, 4, 3, 3] },
  { name: 'wide_resnet50_2', blocks: [3, 4, 6, 3], convolutions: 3, shape: [128, 128, 3, 3] },
  { name: 'wide_resnet101_2', blocks: [3, 4, 23, 3], convolutions: 3, shape: [128, 128, 3, 3] },
];

test.each(published)(
  '$name is called what TorchVision calls it',
  ({ name, blocks, convolutions, shape }) => {
    const tensors = new Map<string, Tensor>();
    const add = (tensor: string, sizes: number[] = []) =>
      tensors.set(tensor, { dtype: 'float32', shape: sizes, data: new Float32Array() });
    add('conv1.weight', [64, 3, 7, 7]);
    for (const [stage, repeats] of blocks.entries()) {
      for (let block = 0; block < repeats; block++) {
        for (let index = 1; index <= convolutions; index++) {
          add(`layer${stage + 1}.${block}.conv${index}.weight`);
        }
        if (block === 0) add(`layer${stage + 1}.0.downsample.0.weight`);
      }
    }
    add('layer1.0.conv2.weight', shape);
    expect(resnetName(tensors)).toBe(name);
  },
);
