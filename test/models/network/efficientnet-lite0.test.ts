import { expect, test } from 'vitest';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { writeFloatNetwork } from '../../../models/network/float-arithmetic.ts';
import { seededEfficientnetLite0 } from '../convert/seeded-checkpoint.ts';
import { maxDifference, openModel, runPicture, torchExpectations } from './networks.ts';

test('EfficientNet-Lite0 matches PyTorch', async () => {
  const network = buildNetwork(seededEfficientnetLite0());
  expect(network.architecture).toBe('efficientnet-lite0');
  const session = await openModel(writeFloatNetwork(network));
  const expected = torchExpectations()['seeded-efficientnet-lite0']!;
  for (const picture of ['chelsea', 'coffee'] as const) {
    const { logits } = await runPicture(session, picture);
    expect(maxDifference(logits, expected[picture])).toBeLessThan(1e-4);
  }
});
