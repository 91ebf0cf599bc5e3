import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import type { Tensor } from '../../../models/checkpoint/tensor.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { seededEfficientnetLite0 } from '../convert/seeded-checkpoint.ts';
import { fixturePath } from './networks.ts';

const bottleneck = await readCheckpoint(fixturePath('networks/bottleneck.safetensors'));

function zeros(...shape: number[]): Tensor {
  return { dtype: 'float32', shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) };
}

function refusal(checkpoint: ReadonlyMap<string, Tensor>): string {
  try {
    buildNetwork(checkpoint);
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
  return 'none';
}

function changed(name: string, tensor?: Tensor): Map<string, Tensor> {
  const checkpoint = new Map(bottleneck);
  if (tensor) checkpoint.set(name, tensor);
  else checkpoint.delete(name);
  return checkpoint;
}

const notResnet = 'This checkpoint is not a ResNet of TorchVision:';

test.each<[string, Tensor | undefined, string]>([
  ['fc.bias', undefined, 'the tensor `fc.bias` is missing.'],
  ['layer3.0.conv1.weight', undefined, 'the tensor `layer3.0.conv1.weight` is missing.'],
  [
    'conv1.weight',
    zeros(4, 1, 7, 7),
    '`conv1.weight` is [4, 1, 7, 7] where [any, 3, 7, 7] is expected.',
  ],
  [
    'layer1.0.conv2.weight',
    zeros(4, 3, 3, 3),
    '`layer1.0.conv2.weight` makes 4 channels, each from 3 of 4.',
  ],
  [
    'layer2.0.downsample.0.weight',
    undefined,
    'the tensor `layer2.0.downsample.0.weight` is missing.',
  ],
  [
    'layer2.0.downsample.0.weight',
    zeros(16, 16, 1, 1),
    '`layer2.0.downsample.0.weight` is [16, 16, 1, 1] where [32, 16, 1, 1] is expected.',
  ],
  [
    'layer1.1.downsample.0.weight',
    zeros(16, 16, 1, 1),
    'it has no place for the tensor `layer1.1.downsample.0.weight`.',
  ],
  [
    'bn1.running_mean',
    { dtype: 'int64', shape: [4], data: new BigInt64Array(4) },
    '`bn1.running_mean` holds int64 where real numbers are expected.',
  ],
  [
    'bn1.weight',
    { dtype: 'float32', shape: [4], data: Float32Array.of(1, Number.NaN, 1, 1) },
    '`bn1.weight` holds numbers that are infinite or not numbers.',
  ],
  [
    'bn1.running_var',
    { dtype: 'float32', shape: [4], data: Float32Array.of(1, -1, 1, 1) },
    '`bn1.running_var` holds negative numbers.',
  ],
  [
    'layer1.0.se.fc1.weight',
    zeros(1, 16, 1, 1),
    'it has no place for the tensor `layer1.0.se.fc1.weight`.',
  ],
])('a ResNet whose %s is wrong is refused by name', (name, tensor, reason) => {
  expect(refusal(changed(name, tensor))).toBe(`${notResnet} ${reason}`);
});

test('an EfficientNet-Lite0 of another width is refused', () => {
  const checkpoint = seededEfficientnetLite0();
  checkpoint.set('_conv_head.weight', zeros(1792, 320, 1, 1));
  expect(refusal(checkpoint)).toBe(
    'This checkpoint is not an EfficientNet-Lite0: `_conv_head.weight` is [1792, 320, 1, 1] ' +
      'where [1280, 320, 1, 1] is expected.',
  );
});

test('another architecture is told from its first tensor', () => {
  const neither =
    'This checkpoint is neither a ResNet of TorchVision (no tensor `conv1.weight`) nor an ' +
    'EfficientNet-Lite0 (no tensor `_conv_stem.weight`): ';
  expect(refusal(new Map([['features.0.0.weight', zeros(1)]]))).toBe(
    `${neither}it begins with \`features.0.0.weight\`.`,
  );
  expect(refusal(new Map())).toBe(`${neither}it holds no tensor at all.`);
});
