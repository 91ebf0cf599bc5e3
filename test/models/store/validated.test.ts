import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelsSchema, translationSchema } from '../../../models/format/labels.ts';
import { manifestSchema } from '../../../models/format/manifest.ts';
import { openModel } from '../../../models/store/open-model.ts';
import { formatValidated, isValidated } from '../../../models/store/validated.ts';
import { modelFolder } from '../../support/fixtures.ts';
import { copyModel } from '../../support/model-folder.ts';

const read = (name: string): Promise<Buffer> => readFile(join(modelFolder, name));

describe('the embedded model', () => {
  test.each([
    ['manifest.json', manifestSchema],
    ['labels.json', labelsSchema],
    ['labels.zh.json', translationSchema],
  ] as const)('lists %s, which is valid', async (name, schema) => {
    const bytes = await read(name);
    expect(schema.safeParse(JSON.parse(bytes.toString())).success).toBe(true);
    expect(await isValidated(modelFolder, name, bytes)).toBe(true);
  });

  test('has the list that its files give', async () => {
    const names = [
      'manifest.json',
      'labels.json',
      'labels.zh.json',
      'calibration.json',
      'model.onnx',
    ];
    const files = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
    expect(formatValidated(Object.fromEntries(files))).toBe(String(await read('validated.json')));
  });
});

test('lists the sha256 of JSON files, by name', () => {
  // `printf '{}' | sha256sum`, `printf '[]' | sha256sum`
  expect(formatValidated({ 'b.json': '{}', 'a.json': Buffer.from('[]'), 'c.onnx': 'x' })).toBe(`{
  "a.json": "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
  "b.json": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
}
`);
});

test('a file that is not listed, or has changed, is not taken as valid', async () => {
  expect(await isValidated(modelFolder, 'other.json', Buffer.from('{}'))).toBe(false);
  expect(await isValidated(modelFolder, 'labels.json', Buffer.from('[]'))).toBe(false);
});

test.each(['', 'null', '[]', '7', '{"labels.json":7}'])(
  'a list %j is as good as none',
  async (list) => {
    const folder = await copyModel();
    await writeFile(join(folder, 'validated.json'), list);
    const { labels } = await openModel(folder);
    expect(labels[967]?.label).toBe('espresso');
    await writeFile(join(folder, 'labels.json'), '[{"label":"x"}]');
    await expect(openModel(folder)).rejects.toThrow('labels.json is not valid: 0.synset');
  },
);
