import { expect, test } from 'vitest';
import { documentSchema, renderJson } from './document.ts';
import { example } from './example.ts';

test('writes a document that the schema takes, with a line for each record', () => {
  const json = renderJson(example);
  expect(documentSchema.parse(JSON.parse(json))).toEqual(example);
  const lines = json.split('\n').filter((line) => line.includes('"contestant"'));
  expect(lines).toHaveLength(example.records.length + example.notRun.length);
});

test('writes six digits', () => {
  const [first] = example.records;
  const records = [{ ...first, median: 18.812345678 }];
  const [written] = JSON.parse(renderJson({ ...example, records } as typeof example)).records;
  expect(written.median).toBe(18.8123);
});

test.each([
  ['a number that is none', { median: Number.NaN }],
  ['a unit that nobody knows', { unit: 'furlongs' }],
  ['a scenario without a group', { scenario: 'small' }],
  ['a field that nobody knows', { mean: 3 }],
])('refuses %s', (_, change) => {
  const records = [{ ...example.records[0], ...change }];
  expect(documentSchema.safeParse({ ...example, records }).success).toBe(false);
});
