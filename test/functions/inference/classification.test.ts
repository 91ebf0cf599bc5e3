import { describe, expect, test } from 'vitest';
import { rank } from '../../../functions/inference/classification.ts';

const labels = [
  { synset: 'n07920052', label: 'espresso' },
  { synset: null, label: 'cup' },
  { synset: 'n02124075', label: 'Egyptian cat', synonyms: ['cat'] },
];

describe('ranking', () => {
  test('names the best classes with their scores over all classes', () => {
    const ranked = rank(Float32Array.of(Math.LN2, 0, Math.log(5)), labels, 2);
    expect(ranked).toEqual([
      { rank: 1, index: 2, synset: 'n02124075', label: 'Egyptian cat', score: expect.any(Number) },
      { rank: 2, index: 0, synset: 'n07920052', label: 'espresso', score: expect.any(Number) },
    ]);
    expect(ranked[0]?.score).toBeCloseTo(0.625, 7);
    expect(ranked[1]?.score).toBeCloseTo(0.25, 7);
  });

  test('leaves the synset null where labels have none', () => {
    expect(rank(Float32Array.of(0, 9, 0), labels, 1)).toMatchObject([
      { synset: null, label: 'cup' },
    ]);
  });

  test('breaks ties by index', () => {
    expect(rank(Float32Array.of(1, 1, 1), labels, 3).map(({ index }) => index)).toEqual([0, 1, 2]);
  });
});
