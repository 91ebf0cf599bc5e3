import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import type { Tensor } from '../../../models/checkpoint/tensor.ts';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { writeFloatNetwork } from '../../../models/network/float-arithmetic.ts';
import { getResnetName } from '../../../models/network/resnet.ts';
import { pictureNames } from '../../support/fixtures.ts';
import { seededResnet18 } from '../convert/seeded-checkpoint.ts';
import {
  fixturePath,
  maxDifference,
  openModel,
  runPicture,
  torchExpectations,
} from './networks.ts';

const tiny = JSON.parse(readFileSync(fixturePath('networks/tiny-resnet18.expected.json'), 'utf8'));
const expectations = torchExpectations();

test.each(['tiny-resnet18.pth', 'tiny-resnet18.legacy.pth', 'tiny-resnet18.safetensors'])(
  '%s matches PyTorch',
  async (file) => {
    const network = buildNetwork(await readCheckpoint(fixturePath(`checkpoints/${file}`)));
    expect(network.architecture).toBe('resnet18 of 8 channels');
    const session = await openModel(writeFloatNetwork(network));
    for (const picture of pictureNames) {
      const { logits, heatShape } = await runPicture(session, picture);
      expect(maxDifference(logits, tiny.logits[`${picture}.jpg`])).toBeLessThan(1e-4);
      expect(heatShape).toEqual([1, 5, 7, 7]);
    }
  },
);

test.each([
  ['basic', 'resnet16 of 4 channels'],
  ['bottleneck', 'resnet17 of 4 channels'],
  ['grouped', 'resnext17_4x2d of 4 channels'],
  ['wide', 'wide_resnet14_2 of 4 channels'],
])('recognises %s blocks by their shapes', async (name, architecture) => {
  const checkpoint = await readCheckpoint(fixturePath(`networks/${name}.safetensors`));
  const network = buildNetwork(checkpoint);
  expect(network.architecture).toBe(architecture);
  const session = await openModel(writeFloatNetwork(network));
  for (const picture of ['chelsea', 'coffee'] as const) {
    const { logits } = await runPicture(session, picture);
    expect(maxDifference(logits, expectations[name]![picture])).toBeLessThan(1e-4);
  }
});

test('a full-size ResNet-18 matches PyTorch', async () => {
  const session = await openModel(writeFloatNetwork(buildNetwork(seededResnet18())));
  for (const picture of ['chelsea', 'coffee'] as const) {
    const { logits } = await runPicture(session, picture);
    expect(maxDifference(logits, expectations['seeded-resnet18']![picture])).toBeLessThan(1e-4);
  }
});

/** Blocks per stage, convolutions per block, and the shape of `layer1.0.conv2.weight`. */
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
  '$name has the name that TorchVision gives it',
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
    expect(getResnetName(tensors)).toBe(name);
  },
);
