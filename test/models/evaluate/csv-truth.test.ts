import { expect, test } from 'vitest';
import { ClassNames } from '../../../models/evaluate/class-names.ts';
import { csvTruth } from '../../../models/evaluate/csv-truth.ts';

const names = new ClassNames([
  { synset: 'n01440764', label: 'tench', synonyms: ['tench', 'Tinca tinca'] },
  { synset: 'n01443537', label: 'goldfish' },
  { synset: 'n01484850', label: 'shark, great white' },
]);

const pictures = ['a.JPEG', 'b.JPEG', 'c.JPEG'];
const read = (...lines: string[]) => [...csvTruth(lines.join('\n'), pictures, names).classes];

test('reads LOC_val_solution.csv: no extensions, boxes after the synset', () => {
  expect(
    read(
      'ImageId,PredictionString',
      'b,n01443537 111 108 230 230 ',
      'a,n01440764 20 1 99 90 n01440764 5 6 70 80 ',
    ),
  ).toEqual([
    ['a.JPEG', 0],
    ['b.JPEG', 1],
  ]);
});

test('accepts extensions, no header, Windows line ends and a byte order mark', () => {
  expect(read('\uFEFFa.JPEG,n01440764\r', './c.JPEG,goldfish\r', '')).toEqual([
    ['a.JPEG', 0],
    ['c.JPEG', 1],
  ]);
});

test('accepts quoted cells and more columns', () => {
  expect(read('file,label,split', '"a.JPEG","shark, great white",val')).toEqual([['a.JPEG', 2]]);
});

test('accepts a quoted file name with quotes in it', () => {
  const { classes } = csvTruth('"a ""1"", b.jpg",tench', ['a "1", b.jpg'], names);
  expect([...classes]).toEqual([['a "1", b.jpg', 0]]);
});

test('counts rows whose picture does not exist', () => {
  const text = 'file,synset\na,tench\nx,tench\ny,tench';
  expect(csvTruth(text, pictures, names).rowsWithoutPicture).toBe(2);
});

test.each([
  ['a synset that the model lacks', ['a,tench', 'b,n99999999'], 'Line 2 of the CSV: "n99999999"'],
  ['a picture with an unknown class in the first line', ['a,misc'], 'Line 1 of the CSV: "misc"'],
  ['two classes for one picture', ['a,tench', 'a,goldfish'], 'Line 2 of the CSV gives a another'],
  ['one column', ['file', 'a'], 'Line 1 of the CSV has one column'],
  ['an open quote', ['a,tench', 'b,"tench'], 'Line 2 of the CSV has unbalanced quotes'],
])('refuses %s', (_, lines, sentence) => {
  expect(() => read(...lines)).toThrow(sentence);
});
