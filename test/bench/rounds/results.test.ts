import { expect, test } from 'vitest';
import { Results } from './results.ts';

const scenario = { name: 'rest/small', unit: 'ms' } as const;

test('takes the first contestant as base, whichever was measured first', () => {
  const results = new Results();
  results.open(scenario, ['ours', 'theirs']);
  results.add('rest/small', 'theirs', [30]);
  results.add('rest/small', 'ours', [20]);
  expect(results.records).toMatchObject([
    { scenario: 'rest/small', contestant: 'ours', unit: 'ms', median: 20, ratio: 1 },
    { scenario: 'rest/small', contestant: 'theirs', unit: 'ms', median: 30, ratio: 1.5 },
  ]);
});

test('lists those that are left out, with the reason, and drops what was measured of them', () => {
  const results = new Results();
  results.open(scenario, ['ours', 'theirs']);
  results.add('rest/small', 'ours', [20]);
  results.add('rest/small', 'theirs', [30]);
  results.leaveOut('rest/small', 'theirs', 'it fell over');
  expect(results.records.map(({ contestant }) => contestant)).toEqual(['ours']);
  expect(results.notRun).toEqual([
    { scenario: 'rest/small', contestant: 'theirs', why: 'it fell over' },
  ]);
});

test('refuses numbers of somebody who takes no part', () => {
  expect(() => new Results().add('rest/small', 'ours', [1])).toThrow('takes no part');
});
