import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellQuote } from '../../../client/terminal/shell-quote.ts';

test('plain words are not quoted', () => {
  expect(shellQuote('https://a.test/b')).toBe('https://a.test/b');
});

test.runIf(process.platform !== 'win32').each(['', 'two words', "it's", '*.jpg', '$HOME', '\\'])(
  '%j passes through a shell unchanged',
  (value) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(value)}`]).toString()).toBe(value);
  },
);
