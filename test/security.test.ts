import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commonLimits, functionUrlLimits, localLimits } from '../functions/image/limits.ts';
import { root } from './support/fixtures.ts';

interface Row {
  readonly promise: string;
  readonly limit: string;
  readonly tests: readonly string[];
}

const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** The rows of the tables `promise | limit | test`. */
const rows: Row[] = text
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|( promise |---)/.test(line))
  .map((line) => {
    const [, promise = '', limit = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    return {
      promise,
      limit,
      tests: [...tests.matchAll(/\]\((.+?)\)/g)].map(([, path = '']) => path),
    };
  });

describe('SECURITY.md', () => {
  test('has a table of promises', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ promise }) => promise)).size).toBe(rows.length);
  });

  test.each(rows)('names tests that exist: $promise', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const path of tests) {
      expect(path).toMatch(/^test\/[\w/-]+\.test\.ts$/);
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  });

  test.each([
    ['The server behind a URL', commonLimits.urlConnectMs / 1000, ' s to connect'],
    ['The server behind a URL', commonLimits.urlTotalMs / 1000, ' s in total'],
    ['The server behind a URL', commonLimits.fetchedBytes, ' bytes'],
    ['No body is read', localLimits.requestBytes, ' bytes on your machine'],
    ['No body is read', functionUrlLimits.requestBytes, ' behind a function URL'],
    ['base64 is measured', localLimits.pictureBytes, ' bytes on your machine'],
    ['base64 is measured', functionUrlLimits.pictureBytes, ' behind a function URL'],
    [
      'A picture with too many',
      commonLimits.pixels.baselineJpeg / 1e6,
      ' million pixels for baseline',
    ],
    ['A picture with too many', commonLimits.pixels.heic / 1e6, ' million for HEIC'],
    ['A picture with too many', commonLimits.pixels.avif8Bit / 1e6, ' million for 8-bit AVIF'],
    ['A picture with too many', commonLimits.pixels.other / 1e6, ' million for most others'],
    ['A picture with too many', commonLimits.aspectRatio, ' to 1'],
  ])('has the limits that apply: %s … %d%s', (start, limit, unit) => {
    const row = rows.find(({ promise }) => promise.startsWith(start));
    expect(`, ${row?.limit}`).toMatch(
      new RegExp(`[,;] ${limit.toLocaleString('en')}${unit}(?![\\d.])`),
    );
  });
});
