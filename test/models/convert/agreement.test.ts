import { expect, test } from 'vitest';
import { compareModels } from '../../../models/convert/agreement.ts';
import type { ModelRunner } from '../../../models/convert/types.ts';

/** Creates a model of two classes whose logits are the first two bytes of a picture, one shifted. */
function createModel(shift: number): ModelRunner {
  return {
    run: async ([first = 0, second = 0]) => ({ logits: Float32Array.of(first, second + shift) }),
    close: async () => {},
  };
}

async function* pictures(): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(10, 0);
  yield Uint8Array.of(0, 10);
  yield Uint8Array.of(10, 9);
}

test('agreement is the fraction of equal best classes and the mean difference of a logit', async () => {
  // 9 + 2 beats 10 in the third picture; one of two logits is 2 off in each.
  expect(await compareModels({ float: createModel(0), int8: createModel(2) }, pictures())).toEqual({
    top1: 0.6667,
    logitShift: 1,
    pictures: 3,
  });
});
