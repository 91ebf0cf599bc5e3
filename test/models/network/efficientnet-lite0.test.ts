import { expect, test } from 'vitest';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { writeFloatNetwork } from '../../../models/network/float-arithmetic.ts';
import { seededEfficientnetLite0 } from '../convert/seeded-checkpoint.ts';
import { answer, farthest, openModel, torchExpectations } from './networks.ts';

test('EfficientNet-Lite0 answers what PyTorch answers', async () => {
  const network = buildNetwork(seededEfficientnetLite0());
  expect(network.architecture).toBe('efficientnet-lite0');
  const session = await openModel(writeFloatNetwork(network));
  const expected = torchExpectations()['seeded-efficientnet-lite0']!;
  for (const picture of ['chelsea', 'coffee'] as const) {
    const { logits } = await answer(session, picture);
    expect(farthest(logits, expected[picture])).toBeLessThan(1e-4);
  }
});
