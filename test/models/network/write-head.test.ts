import { Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { buildNetwork } from '../../../models/network/build-network.ts';
import { writeFloatNetwork } from '../../../models/network/float-arithmetic.ts';
import { torchPixels } from '../../support/fixtures.ts';
import { answer, fixturePath, openModel, torchExpectations } from './networks.ts';

async function open(name: string) {
  const checkpoint = await readCheckpoint(fixturePath(`networks/${name}.safetensors`));
  const session = await openModel(writeFloatNetwork(buildNetwork(checkpoint)));
  return { session, bias: checkpoint.get('fc.bias')!.data as Float32Array };
}

test('heat holds the five best classes, whose means and biases are their logits', async () => {
  const { session, bias } = await open('grouped');
  const { heat, heatShape } = await answer(session, 'coffee');
  expect(heatShape).toEqual([1, 5, 7, 7]);
  const expected = torchExpectations().grouped!.coffee;
  const best = [...expected.keys()].sort((a, b) => expected[b]! - expected[a]!).slice(0, 5);
  for (const [rank, index] of best.entries()) {
    const map = heat.subarray(rank * 49, (rank + 1) * 49);
    const mean = map.reduce((sum, value) => sum + value, 0) / 49;
    expect(mean + bias[index]!).toBeCloseTo(expected[index]!, 4);
  }
});

test('heat holds no more classes than there are', async () => {
  const { session } = await open('bottleneck');
  const { heatShape } = await answer(session, 'coffee');
  expect(heatShape).toEqual([1, 3, 7, 7]);
});

test('pictures are answered together as one by one', async () => {
  const { session } = await open('grouped');
  const pair = Buffer.concat([torchPixels('chelsea'), torchPixels('coffee')]);
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
