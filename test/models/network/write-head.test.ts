import { Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { writeFloatNetwork } from '../../../models/network/float-arithmetic.ts';
import { readTorchPixels } from '../../support/fixtures.ts';
import { fixturePath, openModel, runPicture, torchExpectations } from './networks.ts';

async function open(name: string) {
  const checkpoint = await readCheckpoint(fixturePath(`networks/${name}.safetensors`));
  const session = await openModel(writeFloatNetwork(buildNetwork(checkpoint)));
  return { session, bias: checkpoint.get('fc.bias')!.data as Float32Array };
}

test('heat has the maps of the five best classes: mean plus bias is the logit', async () => {
  const { session, bias } = await open('grouped');
  const { heat, heatShape } = await runPicture(session, 'coffee');
  expect(heatShape).toEqual([1, 5, 7, 7]);
  const expected = torchExpectations().grouped!.coffee;
  const best = [...expected.keys()].sort((a, b) => expected[b]! - expected[a]!).slice(0, 5);
  for (const [rank, index] of best.entries()) {
    const map = heat.subarray(rank * 49, (rank + 1) * 49);
    const mean = map.reduce((sum, value) => sum + value, 0) / 49;
    expect(mean + bias[index]!).toBeCloseTo(expected[index]!, 4);
  }
});

test('heat has no more maps than there are classes', async () => {
  const { session } = await open('bottleneck');
  const { heatShape } = await runPicture(session, 'coffee');
  expect(heatShape).toEqual([1, 3, 7, 7]);
});

test('a batch of pictures gives the same outputs as single pictures', async () => {
  const { session } = await open('grouped');
  const pair = Buffer.concat([readTorchPixels('chelsea'), readTorchPixels('coffee')]);
  const { logits, heat } = await session.run({
    pixels: new Tensor('uint8', pair, [2, 224, 224, 3]),
  });
  expect(logits!.dims).toEqual([2, 7]);
  expect(heat!.dims).toEqual([2, 5, 7, 7]);
  const expected = torchExpectations().grouped!;
  for (const [index, value] of [...expected.chelsea, ...expected.coffee].entries()) {
    expect(logits!.data[index]).toBeCloseTo(value, 4);
  }
});
