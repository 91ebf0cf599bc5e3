import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLabels, readLabels } from '../../../models/convert/class-labels.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();

function write(content: string): string {
  const file = join(folder, 'labels');
  writeFileSync(file, content);
  return file;
}

const roses = [
  { synset: null, label: 'red rose' },
  { synset: null, label: 'daisy' },
];

describe('class names', () => {
  test.each([
    ['one per line', 'red rose\ndaisy\n'],
    ['as Windows writes them', '\uFEFFred rose\r\ndaisy\r\n\r\n'],
    ['without a line break at the end', 'red rose\ndaisy'],
    ['as an array', '["red rose", "daisy"]'],
    ['as entries of labels.json', JSON.stringify(roses)],
  ])('are read %s', async (_, content) => {
    expect(await readLabels(write(content))).toEqual(roses);
  });

  test.each([
    ['a\n\nb\n', /^Line 2 of the labels file .* is empty: /],
    ['', /^Line 1 of the labels file .* is empty: /],
    ['["a", 1]', /^The labels file .* is not valid: expected an array/],
    ['[broken', /^The labels file .* is not valid/],
  ])('are refused in %j', async (content, sentence) => {
    await expect(readLabels(write(content))).rejects.toThrow(sentence);
  });

  test('cannot be read from a missing file', async () => {
    await expect(readLabels(join(folder, 'none'))).rejects.toThrow(/none cannot be read/);
  });

  test('must be as many as the classes', () => {
    checkLabels({ labels: roses, file: 'roses.txt' }, 2);
    expect(() => checkLabels({ labels: roses, file: 'roses.txt' }, 3)).toThrow(
      /roses\.txt has 2 labels.* 3 classes/,
    );
    expect(() => checkLabels({ labels: roses, file: undefined }, 3)).toThrow(
      /3 classes.* 2 of ImageNet.*--labels FILE/,
    );
  });
});
