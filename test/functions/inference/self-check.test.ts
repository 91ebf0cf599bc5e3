import { describe, expect, test } from 'vitest';
import { selfCheck } from '../../../functions/inference/self-check.ts';
import type { Session } from '../../../functions/inference/session.ts';
import { createManifest } from '../../support/manifest.ts';

/** Returns the same logits for every input, and records the inputs. */
function createFakeSession(logits: number[]): Session & { seen: Uint8Array[] } {
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

function createCheckManifest(logits: number[]) {
  // Red and green above blue and white, base64 of twelve bytes.
  const pixels = '/wAAAP8AAAD/////';
  return createManifest({
    input: { size: 4, resize: 4, filter: 'bilinear' },
    check: { side: 2, pixels, logits, tolerance: 0.5 },
  });
}

describe('the self-check', () => {
  test('returns the mean absolute difference of the logits', async () => {
    expect(await selfCheck(createFakeSession([1, 2, 3]), createCheckManifest([1, 2, 3]))).toBe(0);
    expect(await selfCheck(createFakeSession([1, 2.5, 2]), createCheckManifest([1, 2, 3]))).toBe(
      0.5,
    );
    expect(
      await selfCheck(createFakeSession([-1, 2, 3]), createCheckManifest([1, 2, 3])),
    ).toBeCloseTo(2 / 3, 12);
  });

  test('returns NaN if a logit is NaN or missing', async () => {
    expect(
      await selfCheck(createFakeSession([1, Number.NaN, 3]), createCheckManifest([1, 2, 3])),
    ).toBeNaN();
    expect(await selfCheck(createFakeSession([1, 2]), createCheckManifest([1, 2, 3]))).toBeNaN();
  });

  test('scales the picture to the size of the network', async () => {
    const session = createFakeSession([0]);
    await selfCheck(session, createCheckManifest([0]));
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
