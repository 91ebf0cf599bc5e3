import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorTable } from '../functions/api/error-table.ts';
import { functionUrlLimits, localLimits } from '../functions/image/limits.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the README lists every code with its status and what to do', () => {
  const rows = [...readme.matchAll(/^\| `([A-Z0-9_]+)` \| (\d{3}) \| (.+) \|$/gm)];
  const listed = rows.map(([, code, status, advice]) => [code, { status: Number(status), advice }]);
  expect(listed).toHaveLength(Object.keys(errorTable).length);
  expect(errorTable).toMatchObject(Object.fromEntries(listed));
});

test('the README tells the limits that apply', () => {
  const numbers = (row: string): number[] => {
    const line = readme.split('\n').find((text) => text.startsWith(`| ${row} |`)) ?? '';
    return (line.match(/[\d,]{5,}/g) ?? []).map((text) => Number(text.replaceAll(',', '')));
  };
  const both = [localLimits, functionUrlLimits];
  expect(numbers('picture in a request')).toEqual(both.map(({ pictureBytes }) => pictureBytes));
  expect(numbers('picture behind a URL')).toEqual(both.map(({ fetchedBytes }) => fetchedBytes));
  expect(numbers('whole request')).toEqual(both.map(({ requestBytes }) => requestBytes));
});
