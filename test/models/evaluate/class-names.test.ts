import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ClassNames } from '../../../models/evaluate/class-names.ts';
import { labelsSchema } from '../../../models/format/labels.ts';
import { modelFolder } from '../../support/fixtures.ts';

const imagenet = new ClassNames(
  labelsSchema.parse(JSON.parse(readFileSync(`${modelFolder}/labels.json`, 'utf8'))),
);

describe('a model of ImageNet', () => {
  test.each([
    ['n01440764', 0],
    ['tench', 0],
    ['Tinca tinca', 0],
    ['great white shark', 2],
    ['Great_White_Shark', 2],
    ['n02085620-Chihuahua', 151],
    ['n01751748 111 108 230 230', 65],
  ])('finds "%s"', (name, index) => {
    expect(imagenet.find(name, 'Folder')).toBe(index);
  });

  test('reports both synsets of a word that means two classes', () => {
    expect(() => imagenet.find('crane', 'Folder "crane"')).toThrow(
      'Folder "crane" can mean n02012849 (crane bird) or n03126707 (crane); use the synset.',
    );
  });

  test.each([
    'cardigan',
    'catamount',
    'crane',
    'crawfish',
    'crayfish',
    'gong',
    'grass snake',
    'harp',
    'horn',
    'maillot',
    'missile',
    'panda',
    'panther',
    'partridge',
    'polecat',
    'sand viper',
    'Sus scrofa',
    'tub',
    'wagon',
  ])('refuses "%s"', (name) => {
    expect(() => imagenet.find(name, 'Folder')).toThrow(/can mean n\d{8} .* or n\d{8} /);
  });

  test.each(['n99999999', 'n014407641', 'unicorn', ''])('does not know "%s"', (name) => {
    expect(imagenet.knows(name)).toBe(false);
    expect(() => imagenet.find(name, 'Folder')).toThrow(
      'Folder names no class of the model; expected a synset such as n01440764 or a label such as "tench".',
    );
  });
});

describe('a model without synsets', () => {
  const plain = (...labels: string[]): ClassNames =>
    new ClassNames(labels.map((label) => ({ synset: null, label })));

  test('distinguishes labels by case', () => {
    const names = plain('Cardigan', 'cardigan');
    expect(names.find('cardigan', 'Folder')).toBe(1);
  });

  test('treats composed and decomposed letters as equal, because file systems differ', () => {
    expect(plain('caf\u00e9').find('cafe\u0301', 'Folder')).toBe(0);
  });

  test('expects labels only, and different ones', () => {
    expect(() => plain('rose').find('n01440764', 'Folder')).toThrow(
      'expected a label such as "rose"',
    );
    expect(() => plain('a', 'b', 'b').find('b', 'Folder')).toThrow(
      'can mean class 1 or class 2; give these classes different labels.',
    );
  });
});
