import { describe, expect, test } from 'vitest';
import { selfCheck } from '../../../functions/inference/self-check.ts';
import type { Session } from '../../../functions/inference/session.ts';
import { manifestWith } from '../../support/manifest.ts';

/** Answers the same logits whatever it sees, and keeps what it saw. */
function fakeSession(logits: number[]): Session & { seen: Uint8Array[] } {
  const seen: Uint8Array[] = [];
  return {
    seen,
    explains: false,
    run: async (pixels) => {
      seen.push(pixels);
      return { logits: Float32Array.from(logits), heat: undefined };
    },
    close: async () => {},
  };
}

function checking(logits: number[]) {
  // Red and green above blue and white, base64 of twelve bytes.
  const pixels = '/wAAAP8AAAD/////';
  return manifestWith({
    input: { size: 4, resize: 4, filter: 'bilinear' },
    check: { side: 2, pixels, logits, tolerance: 0.5 },
  });
}

describe('the self-check', () => {
  test('tells the mean absolute difference of a logit', async () => {
    expect(await selfCheck(fakeSession([1, 2, 3]), checking([1, 2, 3]))).toBe(0);
    expect(await selfCheck(fakeSession([1, 2.5, 2]), checking([1, 2, 3]))).toBe(0.5);
    expect(await selfCheck(fakeSession([-1, 2, 3]), checking([1, 2, 3]))).toBeCloseTo(2 / 3, 12);
  });

  test('is not a number where the model gives none, or too few', async () => {
    expect(await selfCheck(fakeSession([1, Number.NaN, 3]), checking([1, 2, 3]))).toBeNaN();
    expect(await selfCheck(fakeSession([1, 2]), checking([1, 2, 3]))).toBeNaN();
  });

  test('shows the picture spread to the size of the network', async () => {
    const session = fakeSession([0]);
    await selfCheck(session, checking([0]));
    const [red, green, blue, white] = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 255],
    ] as const;
    const above = [...red, ...red, ...green, ...green];
    const below = [...blue, ...blue, ...white, ...white];
    expect(session.seen.map((pixels) => [...pixels])).toEqual([
      [...above, ...above, ...below, ...below],
    ]);
  });
});
