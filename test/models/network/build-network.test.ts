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

/** Returns the message of the ModelError, or `none`. */
function getRefusal(checkpoint: ReadonlyMap<string, Tensor>): string {
  try {
    buildNetwork(checkpoint);
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
  return 'none';
}

/** Copies the checkpoint with one tensor replaced or removed. */
function change(name: string, tensor?: Tensor): Map<string, Tensor> {
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
    '`conv1.weight` has shape [4, 1, 7, 7], expected [any, 3, 7, 7].',
  ],
  [
    'layer1.0.conv2.weight',
    zeros(4, 3, 3, 3),
    '`layer1.0.conv2.weight` has 4 outputs of 3 inputs each, which does not fit 4 input channels.',
  ],
  [
    'layer2.0.downsample.0.weight',
    undefined,
    'the tensor `layer2.0.downsample.0.weight` is missing.',
  ],
  [
    'layer2.0.downsample.0.weight',
    zeros(16, 16, 1, 1),
    '`layer2.0.downsample.0.weight` has shape [16, 16, 1, 1], expected [32, 16, 1, 1].',
  ],
  [
    'layer1.1.downsample.0.weight',
    zeros(16, 16, 1, 1),
    'it has the unknown tensor `layer1.1.downsample.0.weight`.',
  ],
  [
    'bn1.running_mean',
    { dtype: 'int64', shape: [4], data: new BigInt64Array(4) },
    '`bn1.running_mean` has type int64, expected real numbers.',
  ],
  [
    'bn1.weight',
    { dtype: 'float32', shape: [4], data: Float32Array.of(1, Number.NaN, 1, 1) },
    '`bn1.weight` has values that are infinite or not numbers.',
  ],
  [
    'bn1.running_var',
    { dtype: 'float32', shape: [4], data: Float32Array.of(1, -1, 1, 1) },
    '`bn1.running_var` has negative values.',
  ],
  [
    'layer1.0.se.fc1.weight',
    zeros(1, 16, 1, 1),
    'it has the unknown tensor `layer1.0.se.fc1.weight`.',
  ],
])('refuses a ResNet whose %s is wrong', (name, tensor, reason) => {
  expect(getRefusal(change(name, tensor))).toBe(`${notResnet} ${reason}`);
});

test('refuses an EfficientNet-Lite0 of another width', () => {
  const checkpoint = seededEfficientnetLite0();
  checkpoint.set('_conv_head.weight', zeros(1792, 320, 1, 1));
  expect(getRefusal(checkpoint)).toBe(
    'This checkpoint is not an EfficientNet-Lite0: `_conv_head.weight` has shape ' +
      '[1792, 320, 1, 1], expected [1280, 320, 1, 1].',
  );
});

test('refuses another architecture by its first tensor', () => {
  const neither =
    'This checkpoint is neither a ResNet of TorchVision (no tensor `conv1.weight`) nor an ' +
    'EfficientNet-Lite0 (no tensor `_conv_stem.weight`): ';
  expect(getRefusal(new Map([['features.0.0.weight', zeros(1)]]))).toBe(
    `${neither}its first tensor is \`features.0.0.weight\`; export the model as ONNX and add that file.`,
  );
  expect(getRefusal(new Map())).toContain(`${neither}it has no tensors`);
});
