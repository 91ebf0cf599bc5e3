import { expect, test } from 'vitest';
import { quantizePixels } from '../../../models/quantize/quantize-pixels.ts';
import { handMadeNetwork } from '../network/hand-made-network.ts';

const [stem] = handMadeNetwork.layers;
const padded = { ...stem, padding: [1, 2, 3, 4] as const };

test('different means become a bias and a frame around the picture', () => {
  const pixels = quantizePixels({
    ...handMadeNetwork,
    pixelMean: [10.4, 20.25, 29.5],
    layers: [padded],
  });
  expect(pixels.zeroPoint).toBe(20);
  expect(pixels.frame).toEqual({ padding: [1, 2, 3, 4], bytes: [10, 20, 30] });
  expect(pixels.stem.padding).toEqual([0, 0, 0, 0]);
  // 5 + (20 - 10.4) - (20 - 20.25) and 0 + (20 - 29.5)
  expect(pixels.stem.bias[0]).toBeCloseTo(14.85, 5);
  expect(pixels.stem.bias[1]).toBeCloseTo(-9.5, 5);
});

test('one mean for all colours becomes the zero point and keeps the padding', () => {
  const pixels = quantizePixels({
    ...handMadeNetwork,
    pixelMean: [127, 127, 127],
    layers: [padded],
  });
  expect(pixels).toEqual({ zeroPoint: 127, frame: null, stem: padded });
});
