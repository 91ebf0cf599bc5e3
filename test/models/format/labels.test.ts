import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelsSchema, translationSchema } from '../../../models/format/labels.ts';
import { modelFolder } from '../../support/fixtures.ts';

describe('labels', () => {
  test('of the embedded model are the thousand classes of ImageNet', () => {
    const text = readFileSync(join(modelFolder, 'labels.json'), 'utf8');
    const labels = labelsSchema.parse(JSON.parse(text));
    expect(labels).toHaveLength(1_000);
    expect(labels[0]).toMatchObject({ synset: 'n01440764', label: 'tench' });
    expect(labels[967]).toMatchObject({ synset: 'n07920052', label: 'espresso' });
    expect(labels[999]).toMatchObject({ synset: 'n15075141' });
    expect(new Set(labels.map(({ synset }) => synset)).size).toBe(1_000);
  });

  test('may have no synset', () => {
    expect(labelsSchema.safeParse([{ synset: null, label: 'ripe' }]).success).toBe(true);
  });

  test.each([
    ['none', []],
    ['a list of words', ['ripe', 'unripe']],
    ['no word', [{ synset: null, label: '' }]],
    ['no synset field', [{ label: 'ripe' }]],
    ['another identifier for a synset', [{ synset: 'espresso.n.01', label: 'espresso' }]],
    ['an unknown field', [{ synset: null, label: 'ripe', colour: 'red' }]],
  ])('are refused with %s', (_name, labels) => {
    expect(labelsSchema.safeParse(labels).success).toBe(false);
  });

  test('in another language have no definitions', () => {
    const ripe = { synset: null, label: '成熟', synonyms: ['成熟', '熟'] };
    expect(translationSchema.safeParse([ripe]).success).toBe(true);
    expect(translationSchema.safeParse([{ ...ripe, definition: 'fully grown' }]).success).toBe(
      false,
    );
  });
});
