import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLabels, readLabels } from '../../../models/convert/class-labels.ts';

const folder = mkdtempSync(join(tmpdir(), 'labels-'));

function write(content: string): string {
  const file = join(folder, 'labels');
  writeFileSync(file, content);
  return file;
}

const roses = [
  { synset: null, label: 'red rose' },
  { synset: null, label: 'daisy' },
];

describe('names of classes', () => {
  test.each([
    ['one a line', 'red rose\ndaisy\n'],
    ['as Windows writes them', '\uFEFFred rose\r\ndaisy\r\n\r\n'],
    ['without a line break at the end', 'red rose\ndaisy'],
    ['as an array', '["red rose", "daisy"]'],
    ['as labels.json has them', JSON.stringify(roses)],
  ])('are read %s', async (_, content) => {
    expect(await readLabels(write(content))).toEqual(roses);
  });

  test.each([
    ['a\n\nb\n', /^Line 2 of the labels .* is empty: each line names a class\.$/],
    ['', /^Line 1 of the labels .* is empty/],
    ['["a", 1]', /^The labels .* are neither an array of names nor entries such as /],
    ['[broken', /^The labels .* are neither/],
  ])('are refused in %j', async (content, sentence) => {
    await expect(readLabels(write(content))).rejects.toThrow(sentence);
  });

  test('cannot be read of a file that is not there', async () => {
    await expect(readLabels(join(folder, 'none'))).rejects.toThrow('none cannot be read.');
  });

  test('are as many as classes, or both numbers are told', () => {
    checkLabels({ labels: roses, file: 'roses.txt' }, 2);
    expect(() => checkLabels({ labels: roses, file: 'roses.txt' }, 3)).toThrow(
      'roses.txt has 2 labels and this model 3 classes.',
    );
    expect(() => checkLabels({ labels: roses, file: undefined }, 3)).toThrow(
      'This model has 3 classes and not the 2 of ImageNet: name them with --labels FILE, one name a line.',
    );
  });
});
