import { expect, test } from 'vitest';
import { createProgress } from '../../../client/terminal/progress.ts';

/** Returns what is written to a terminal, one line per step. */
function renderSteps(isTTY: boolean, total: number, seconds: readonly number[]): string[] {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
  const clock = [0, ...seconds.map((second) => second * 1000)];
  const progress = createProgress(total, stream, () => clock.shift() ?? 0);
  for (const _ of seconds) progress.step();
  return written.filter((text) => text !== '\r\u001b[K');
}

test('shows count, speed and remaining time', () => {
  expect(renderSteps(true, 4, [10, 20])).toEqual([
    '████████░░░░░░░░░░░░░░░░░░░░░░ 1/4  0.1/s  30 s left',
    '███████████████░░░░░░░░░░░░░░░ 2/4  0.1/s  20 s left',
  ]);
});

test.each([
  [61, 1, '1 min 0 s left'],
  [201, 1, '3 min 20 s left'],
  [7501, 1, '2 h 5 min left'],
])('%d pictures at one per second: %d done, %s', (total, second, left) => {
  expect(renderSteps(true, total, [second])[0]?.endsWith(left)).toBe(true);
});

test('shows nothing outside a terminal, and nothing for a single picture', () => {
  expect(renderSteps(false, 4, [10])).toEqual([]);
  expect(renderSteps(true, 1, [10])).toEqual([]);
});
