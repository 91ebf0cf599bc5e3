import { expect, test } from 'vitest';
import { ClassNames } from '../../../models/evaluate/class-names.ts';
import { folderTruth } from '../../../models/evaluate/folder-truth.ts';

const names = new ClassNames([
  { synset: 'n01440764', label: 'tench', synonyms: ['tench', 'Tinca tinca'] },
  { synset: 'n01443537', label: 'goldfish' },
  { synset: 'n01484850', label: 'shark, great white' },
]);

test('a folder sets the class of all pictures below it', () => {
  const { classes } = folderTruth(['goldfish/a.jpg', 'n01440764/below/b.jpg'], names);
  expect([...classes]).toEqual([
    ['goldfish/a.jpg', 1],
    ['n01440764/below/b.jpg', 0],
  ]);
});

test('pictures outside of folders have no class', () => {
  expect(folderTruth(['loose.jpg'], names).classes.size).toBe(0);
});

test('refuses a folder with an unknown name', () => {
  expect(() => folderTruth(['tench/a.jpg', 'misc/b.jpg'], names)).toThrow(
    'Folder "misc" names no class',
  );
});
