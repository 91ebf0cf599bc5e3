import { describe, expect, test } from 'vitest';
import { explain } from '../../../functions/inference/explain.ts';

describe('an explanation', () => {
  const region = { left: 108.856305, top: 30, width: 420.410557, height: 420 };

  test('is the first map, that of the best class, row by row', () => {
    const data = Float32Array.of(0.5, -1, 2.25, 3, 0, 8, /* the second map */ 9, 9, 9, 9, 9, 9);
    const { values, ...rest } = explain({ data, width: 3, height: 2 }, 967, region);
    expect(values).toEqual([0.5, -1, 2.25, 3, 0, 8]);
    expect(rest).toMatchObject({ index: 967, width: 3, height: 2 });
  });

  test('keeps four decimals of a value and two of a pixel', () => {
    const explanation = explain({ data: Float32Array.of(1 / 3), width: 1, height: 1 }, 0, region);
    expect(explanation.values).toEqual([0.3333]);
    expect(explanation.region).toEqual({ left: 108.86, top: 30, width: 420.41, height: 420 });
  });
});
