import { expect, test } from 'vitest';
import { isNamed, readOptions } from './options.ts';

test('has defaults, fewer rounds in a quick run, and a place for the picture', () => {
  expect(readOptions([])).toEqual({
    quick: false,
    pytorch: false,
    json: false,
    only: [],
    rounds: 40,
    svg: undefined,
    node: undefined,
  });
  expect(readOptions(['--quick']).rounds).toBe(2);
  expect(readOptions(['--svg']).svg).toBe('test/bench/bench.svg');
  expect(readOptions(['--svg', 'other.svg']).svg).toBe('other.svg');
});

test('takes scenarios, and beginnings of their names', () => {
  expect(readOptions(['--only', 'rest', 'files/wall']).only).toEqual(['rest', 'files/wall']);
  expect(isNamed('rest/small', ['rest'])).toBe(true);
  expect(isNamed('rest/small', ['rest/small'])).toBe(true);
  expect(isNamed('init-cpu/resnet18', ['init'])).toBe(true);
  expect(isNamed('rest/small', ['rest/sm', 're'])).toBe(false);
});
