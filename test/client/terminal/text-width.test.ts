import { expect, test } from 'vitest';
import { getTerminalStyle } from '../../../client/terminal/style.ts';
import {
  fitColumns,
  padColumns,
  stripControls,
  textWidth,
} from '../../../client/terminal/text-width.ts';

// Unicode's East Asian Width: https://www.unicode.org/reports/tr11/
test.each([
  ['espresso', 8],
  ['意式浓缩咖啡', 12],
  ['ｶﾌｪ', 3],
  ['e\u0301', 1],
  ['👩‍🍳', 2],
  ['', 0],
])('%j takes %d columns', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

test('cuts by columns, never inside a character', () => {
  expect(fitColumns('意式浓缩咖啡', 7)).toBe('意式浓…');
  expect(fitColumns('意式浓缩咖啡', 6)).toBe('意式…');
  expect(fitColumns('cup', 3)).toBe('cup');
  expect(padColumns('杯子', 6)).toBe('杯子  ');
});

test('removes control characters from file names', () => {
  expect(stripControls('a\u001b[31m.jpg')).toBe('a\ufffd[31m.jpg');
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('terminal: %s, %j: colour %s', (isTTY, environment, colour) => {
  expect(getTerminalStyle({ isTTY, columns: 80 }, environment).colour).toBe(colour);
});
