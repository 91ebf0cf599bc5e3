import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Journal } from '../../../models/evaluate/journal.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const subject = { sha256: 'ab12', folder: '/pictures' };
const newPath = (): string => join(temporaryFolder(), 'j.jsonl');

/** Writes a journal with two answers and returns its path. */
function writeJournal(): string {
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

test('returns its answers', () => {
  expect(reopen(writeJournal())).toEqual(both);
});

test('has one line of JSON for the subject and one per answer', () => {
  expect(readFileSync(writeJournal(), 'utf8')).toBe(
    '{"journal":"glimpse models evaluate","sha256":"ab12","folder":"/pictures"}\n' +
      '{"picture":"n01440764/a.jpg","best":[0,1,2,3,4]}\n' +
      '{"picture":"n01440764/ü.jpg","best":[5,0,2,3,4]}\n',
  );
});

test('loses only the line that was cut off', () => {
  const path = writeJournal();
  const content = readFileSync(path);
  // In the middle of the two bytes of the letter ü.
  writeFileSync(path, content.subarray(0, content.indexOf('ü') + 1));
  const journal = new Journal(path, subject);
  journal.append('n01440764/c.jpg', [9]);
  journal.close();
  expect(reopen(path)).toEqual([both[0], ['n01440764/c.jpg', [9]]]);
});

test.each([0, 1, 40])('starts over if only %d bytes of its first line were written', (bytes) => {
  const path = writeJournal();
  writeFileSync(path, readFileSync(path).subarray(0, bytes));
  expect(reopen(path)).toEqual([]);
  expect(reopen(path)).toEqual([]);
});

test.each([
  ['another model', { ...subject, sha256: 'cd34' }, 'has the answers of another model'],
  ['another folder', { ...subject, folder: '/others' }, 'for /pictures, not for /others'],
])('refuses the journal of %s', (_, other, sentence) => {
  expect(() => new Journal(writeJournal(), other)).toThrow(sentence);
});

test.each(['hello\n', 'no line end', '{"journal":"of something else"}\n', '\n'])(
  'refuses and keeps a file that contains %j',
  (content) => {
    const path = newPath();
    writeFileSync(path, content);
    expect(() => new Journal(path, subject)).toThrow('is not a journal of an evaluation');
    expect(readFileSync(path, 'utf8')).toBe(content);
  },
);

test('reports a damaged line by number', () => {
  const path = writeJournal();
  appendFileSync(path, '{"picture":"b.jpg"}\n');
  expect(() => new Journal(path, subject)).toThrow(`Line 4 of ${path} is damaged`);
});

test('reports that it cannot be written', () => {
  const path = join(newPath(), 'below', 'j.jsonl');
  expect(() => new Journal(path, subject)).toThrow(/cannot be (read|written)/);
});
