import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { writeFloatNetwork } from '../../../models/network/float-arithmetic.ts';
import { pictureNames } from '../../support/fixtures.ts';
import { seededResnet18 } from '../convert/seeded-checkpoint.ts';
import { answer, farthest, fixturePath, openModel, torchExpectations } from './networks.ts';

const tiny = JSON.parse(readFileSync(fixturePath('networks/tiny-resnet18.expected.json'), 'utf8'));
const expectations = torchExpectations();

test.each(['tiny-resnet18.pth', 'tiny-resnet18.legacy.pth', 'tiny-resnet18.safetensors'])(
  '%s answers what PyTorch answers',
  async (file) => {
    const network = buildNetwork(await readCheckpoint(fixturePath(`checkpoints/${file}`)));
    expect(network.architecture).toBe('resnet18 of 8 channels');
    const session = await openModel(writeFloatNetwork(network));
    for (const picture of pictureNames) {
      const { logits, heatShape } = await answer(session, picture);
      expect(farthest(logits, tiny.logits[`${picture}.jpg`])).toBeLessThan(1e-4);
      expect(heatShape).toEqual([1, 5, 7, 7]);
    }
  },
);

test.each([
  ['basic', 'resnet16 of 4 channels'],
  ['bottleneck', 'resnet17 of 4 channels'],
  ['grouped', 'resnext17_4x2d of 4 channels'],
  ['wide', 'wide_resnet14_2 of 4 channels'],
])('%s blocks are told from shapes alone', async (name, architecture) => {
  const checkpoint = await readCheckpoint(fixturePath(`networks/${name}.safetensors`));
  const network = buildNetwork(checkpoint);
  expect(network.architecture).toBe(architecture);
  const session = await openModel(writeFloatNetwork(network));
  for (const picture of ['chelsea', 'coffee'] as const) {
    const { logits } = await answer(session, picture);
    expect(farthest(logits, expectations[name]![picture])).toBeLessThan(1e-4);
  }
});

test('a ResNet-18 of full size answers what PyTorch answers', async () => {
  const session = await openModel(writeFloatNetwork(buildNetwork(seededResnet18())));
  for (const picture of ['chelsea', 'coffee'] as const) {
    const { logits } = await answer(session, picture);
    expect(farthest(logits, expectations['seeded-resnet18']![picture])).toBeLessThan(1e-4);
  }
});
