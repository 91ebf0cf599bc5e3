import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Journal } from '../../../models/evaluate/journal.ts';

const subject = { sha256: 'ab12', folder: '/pictures' };
const newPath = (): string => join(mkdtempSync(join(tmpdir(), 'glimpse-journal-')), 'j.jsonl');

/** A journal of two answers. */
function write(): string {
  const path = newPath();
  const journal = new Journal(path, subject);
  journal.append('n01440764/a.jpg', [0, 1, 2, 3, 4]);
  journal.append('n01440764/ü.jpg', [5, 0, 2, 3, 4]);
  journal.close();
  return path;
}

function reopen(path: string): [string, readonly number[]][] {
  const journal = new Journal(path, subject);
  journal.close();
  return [...journal.answers];
}

const both = [
  ['n01440764/a.jpg', [0, 1, 2, 3, 4]],
  ['n01440764/ü.jpg', [5, 0, 2, 3, 4]],
];

test('gives its answers back', () => {
  expect(reopen(write())).toEqual(both);
});

test('is one line of JSON for the subject and one for each answer', () => {
  expect(readFileSync(write(), 'utf8')).toBe(
    '{"journal":"glimpse models evaluate","sha256":"ab12","folder":"/pictures"}\n' +
      '{"picture":"n01440764/a.jpg","best":[0,1,2,3,4]}\n' +
      '{"picture":"n01440764/ü.jpg","best":[5,0,2,3,4]}\n',
  );
});

test('loses no more than the line that was cut off', () => {
  const path = write();
  const whole = readFileSync(path);
  // In the middle of the two bytes of the letter ü.
  writeFileSync(path, whole.subarray(0, whole.indexOf('ü') + 1));
  const journal = new Journal(path, subject);
  journal.append('n01440764/c.jpg', [9]);
  journal.close();
  expect(reopen(path)).toEqual([both[0], ['n01440764/c.jpg', [9]]]);
});

test.each([0, 1, 40])(
  'begins again where only %d bytes of its first line were written',
  (bytes) => {
    const path = write();
    writeFileSync(path, readFileSync(path).subarray(0, bytes));
    expect(reopen(path)).toEqual([]);
    expect(reopen(path)).toEqual([]);
  },
);

test.each([
  ['another model', { ...subject, sha256: 'cd34' }, 'answers of another model'],
  ['another folder', { ...subject, folder: '/others' }, 'for /pictures and not for /others'],
])('of %s is refused', (_, other, sentence) => {
  expect(() => new Journal(write(), other)).toThrow(sentence);
});

test.each(['hello\n', 'no line end', '{"journal":"of something else"}\n', '\n'])(
  'that holds %j is another file, and left as it is',
  (content) => {
    const path = newPath();
    writeFileSync(path, content);
    expect(() => new Journal(path, subject)).toThrow('is not a journal of an evaluation');
    expect(readFileSync(path, 'utf8')).toBe(content);
  },
);

test('names a line that is damaged', () => {
  const path = write();
  appendFileSync(path, '{"picture":"b.jpg"}\n');
  expect(() => new Journal(path, subject)).toThrow(`Line 4 of ${path} is damaged`);
});

test('says that it cannot be written', () => {
  const path = join(newPath(), 'below', 'j.jsonl');
  expect(() => new Journal(path, subject)).toThrow(/cannot be (read|written)/);
});
