import { describe, expect, test } from 'vitest';
import { rankPredictions, softmax, topK } from '../../../functions/inference/classification.ts';

const labels = [
  { synset: 'n07920052', label: 'espresso' },
  { synset: null, label: 'cup' },
  { synset: 'n02124075', label: 'Egyptian cat', synonyms: ['cat'] },
];

describe('ranked predictions', () => {
  test('are the best classes with their scores over all classes', () => {
    const ranked = rankPredictions(Float32Array.of(Math.LN2, 0, Math.log(5)), labels, 2);
    expect(ranked).toEqual([
      { rank: 1, index: 2, synset: 'n02124075', label: 'Egyptian cat', score: expect.any(Number) },
      { rank: 2, index: 0, synset: 'n07920052', label: 'espresso', score: expect.any(Number) },
    ]);
    expect(ranked[0]?.score).toBeCloseTo(0.625, 7);
    expect(ranked[1]?.score).toBeCloseTo(0.25, 7);
  });

  test('have no synset if the labels have none', () => {
    expect(rankPredictions(Float32Array.of(0, 9, 0), labels, 1)).toMatchObject([
      { synset: null, label: 'cup' },
    ]);
  });

  test('break ties by index', () => {
    expect(rankPredictions(Float32Array.of(1, 1, 1), labels, 3).map(({ index }) => index)).toEqual([
      0, 1, 2,
    ]);
  });
});

describe('softmax', () => {
  test('of the logarithms of 1, 2 and 5 is their share of 8', () => {
    const scores = softmax(Float32Array.of(0, Math.LN2, Math.log(5)));
    expect(scores[0]).toBeCloseTo(0.125, 7);
    expect(scores[1]).toBeCloseTo(0.25, 7);
    expect(scores[2]).toBeCloseTo(0.625, 7);
  });

  test('does not overflow', () => {
    expect([...softmax(Float32Array.of(1e30, 1e30))]).toEqual([0.5, 0.5]);
    expect([...softmax(Float32Array.of(-1e30, 1e30, -1e30))]).toEqual([0, 1, 0]);
  });

  test('of one class is one', () => {
    expect([...softmax(Float32Array.of(-7))]).toEqual([1]);
  });

  test('sums to 1 over a thousand classes', () => {
    const scores = softmax(Float32Array.from({ length: 1_000 }, (_, at) => Math.sin(at) * 9));
    expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});

describe('the k largest scores', () => {
  const scores = Float64Array.of(0.1, 0.4, 0.05, 0.4, 0.05);

  test('are sorted, ties by index', () => {
    expect(topK(scores, 5)).toEqual([1, 3, 0, 2, 4]);
  });

  test('end after k, even between equal scores', () => {
    expect(topK(scores, 1)).toEqual([1]);
    expect(topK(scores, 4)).toEqual([1, 3, 0, 2]);
  });

  test('are all scores if k is larger', () => {
    expect(topK(scores, 100)).toEqual([1, 3, 0, 2, 4]);
  });

  test('are sorted as numbers, not as text', () => {
    expect(topK(Float64Array.of(1e-7, 0.9, 5e-10), 3)).toEqual([1, 0, 2]);
  });
});
