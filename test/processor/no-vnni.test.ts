import { expect, test } from 'vitest';
import { picturePath } from '../support/fixtures.ts';
import { runGlimpse } from '../support/run-glimpse.ts';

/**
 * Haswell adds pairs of 8-bit products in 16 bits, which saturates: without the self-check it gives
 * espresso 0.48 here, and PyTorch gives 0.953.
 */
test('a processor without VNNI gives the same answers', async () => {
  const result = await runGlimpse(['classify', '--json', picturePath('coffee')], {
    through: ['qemu-x86_64-static', '-cpu', 'Haswell'],
  });
  const [{ predictions }] = JSON.parse(result.stdout);
  expect(predictions[0].label).toBe('espresso');
  expect(Math.abs(predictions[0].score - 0.953)).toBeLessThan(0.03);
  expect(result.code).toBe(0);
});
