import { expect, test } from 'vitest';
import { Tally } from '../../../models/evaluate/tally.ts';

test('counts the five best classes for top-5 and only the best for top-1', () => {
  const tally = new Tally(1000);
  tally.answer('a', 7, [7, 1, 2, 3, 4]);
  tally.answer('b', 7, [1, 2, 3, 4, 7]);
  tally.answer('c', 7, [1, 2, 3, 4, 5]);
  tally.answer('d', 7, [7, 1, 2, 3, 4]);
  expect(tally.top1).toMatchObject({ correct: 2, share: 0.5 });
  expect(tally.top5).toMatchObject({ correct: 3, share: 0.75 });
});

test('excludes failed pictures from the accuracy', () => {
  const tally = new Tally(1000);
  tally.answer('a', 7, [7]);
  tally.fail('b', 'CORRUPT_IMAGE');
  expect(tally.top1).toMatchObject({ correct: 1, share: 1 });
  expect(tally.failures).toEqual([{ file: 'b', code: 'CORRUPT_IMAGE' }]);
});

test('has no top-5 accuracy for a model of five classes', () => {
  const tally = new Tally(5);
  tally.answer('a', 0, [1, 0, 2, 3, 4]);
  expect(tally.top5).toBeNull();
});

test('has no accuracy without answers', () => {
  expect(new Tally(1000).top1).toBeNull();
});

test('lists the most frequent confusions first, with three examples each', () => {
  const tally = new Tally(1000);
  tally.answer('z', 9, [8]);
  for (const name of ['a', 'b', 'c', 'd']) tally.answer(name, 1, [2]);
  tally.answer('y', 2, [1]);
  tally.answer('x', 3, [3]);
  expect(tally.worstConfusions(2)).toEqual([
    { truth: 1, predicted: 2, count: 4, examples: ['a', 'b', 'c'] },
    { truth: 2, predicted: 1, count: 1, examples: ['y'] },
  ]);
});
