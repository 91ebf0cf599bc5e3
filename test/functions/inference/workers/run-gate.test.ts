import { expect, test } from 'vitest';
import { RunGate } from '../../../../functions/inference/workers/run-gate.ts';

test('lets work through, and its failures', async () => {
  const gate = new RunGate();
  expect(await gate.pass(async () => 7)).toBe(7);
  await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('closes at once if nobody computes', () => {
  const gate = new RunGate();
  gate.close();
});

test('lets nothing through once it is closed, from whichever thread', async () => {
  const gate = new RunGate();
  const other = new RunGate(gate.memory);
  await gate.pass(async () => {});
  gate.close();
  let hasBegun = false;
  void other.pass(async () => {
    hasBegun = true;
  });
  // The gate does not count the work that it has turned away.
  gate.close();
  await new Promise(setImmediate);
  expect(hasBegun).toBe(false);
});
