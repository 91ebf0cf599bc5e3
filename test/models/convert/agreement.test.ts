import { expect, test } from 'vitest';
import { agreementOf } from '../../../models/convert/agreement.ts';
import type { ModelRunner } from '../../../models/convert/types.ts';

/** A model of two classes whose logits are the first two bytes of a picture, one of them moved. */
function model(moved: number): ModelRunner {
  return {
    run: async ([first = 0, second = 0]) => ({ logits: Float32Array.of(first, second + moved) }),
    close: async () => {},
  };
}

async function* pictures(): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(10, 0);
  yield Uint8Array.of(0, 10);
  yield Uint8Array.of(10, 9);
}

test('agreement is the share of equal best classes and the mean shift of a logit', async () => {
  // 9 + 2 beats 10 in the third picture; one of two logits is 2 off in each.
  expect(await agreementOf({ float: model(0), int8: model(2) }, pictures())).toEqual({
    top1: 0.6667,
    logitShift: 1,
    pictures: 3,
  });
});
