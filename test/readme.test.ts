import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorTable } from '../functions/api/error-table.ts';
import { functionUrlLimits, localLimits } from '../functions/image/limits.ts';
import { lambdaSettingNames } from '../functions/lambda/settings.ts';
import { localSettingNames } from '../functions/local-settings.ts';

const readme = readFileSync(new URL('../functions/README.md', import.meta.url), 'utf8');

test('the README lists every code with its row of the error table', () => {
  const rows = [...readme.matchAll(/^\| `([A-Z0-9_]+)` \| (\d{3}) \| (\w+) \| (.+) \|$/gm)];
  const listed = rows.map(([, code, status, retry, advice]) => {
    return [code, { status: Number(status), retry, advice }];
  });
  expect(listed).toHaveLength(Object.keys(errorTable).length);
  expect(errorTable).toMatchObject(Object.fromEntries(listed));
});

test('the README has the limits that apply', () => {
  const numbers = (row: string): number[] => {
    const line = readme.split('\n').find((text) => text.startsWith(`| ${row} |`)) ?? '';
    return (line.match(/[\d,]{5,}/g) ?? []).map((text) => Number(text.replaceAll(',', '')));
  };
  const both = [localLimits, functionUrlLimits];
  expect(numbers('picture in a request')).toEqual(both.map(({ pictureBytes }) => pictureBytes));
  expect(numbers('picture behind a URL')).toEqual(both.map(({ fetchedBytes }) => fetchedBytes));
  expect(numbers('whole request')).toEqual(both.map(({ requestBytes }) => requestBytes));
});

test('the README lists every environment variable', () => {
  const [, section = ''] = readme.split('## Environment variables');
  for (const name of [...localSettingNames, ...lambdaSettingNames]) {
    expect(section).toContain(`\`${name}\``);
  }
});
