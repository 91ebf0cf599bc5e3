import { expect, test } from 'vitest';
import { calibrate } from '../../../models/quantize/calibrate.ts';
import { calibrationSchema } from '../../../models/quantize/calibration.ts';
import { handMadeNetwork } from '../network/hand-made-network.ts';

async function* pictures(...all: number[][]): AsyncGenerator<Uint8Array> {
  for (const picture of all) yield Uint8Array.from(picture);
}

// max(0, red - 10 - (green - 20) + 5) and max(0, blue - 30) of each pixel:
// 15, 0, 0, 5 and 0, 70, 0, 0 in the first picture, 15, 15, 15, 15 and 0, 0, 0, 2 in the second.
const first = [0, 0, 0, 0, 50, 100, 100, 120, 30, 10, 20, 30];
const second = [7, 7, 0, 8, 8, 0, 9, 9, 0, 10, 10, 32];

test('ranges are minimum and maximum, means are over pixels and pictures', async () => {
  const calibration = await calibrate(handMadeNetwork, pictures(first, second));
  expect(calibration).toEqual({
    maps: { range: [0, 70], mean: [10, 9] },
    pooled: { range: [0, 17.5], mean: [10, 9] },
  });
});

test('every range includes zero', async () => {
  const { maps } = await calibrate(handMadeNetwork, pictures(second));
  expect(maps?.range).toEqual([0, 15]);
});

test('a calibration can be written and read again', async () => {
  const calibration = await calibrate(handMadeNetwork, pictures(first));
  expect(calibrationSchema.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
});

test('refuses to calibrate without pictures', async () => {
  await expect(calibrate(handMadeNetwork, pictures())).rejects.toThrow(
    expect.objectContaining({ name: 'ModelError', message: expect.stringMatching(/no pictures/) }),
  );
});
