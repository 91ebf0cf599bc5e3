import { createHash } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openModel } from '../../../models/store/open-model.ts';
import { modelFolder } from '../../support/fixtures.ts';
import { changeManifest, copyModel } from '../../support/model-folder.ts';

describe('opening a model', () => {
  test('returns the content of its folder', async () => {
    const { manifest, labels, bytes } = await openModel(modelFolder);
    expect(manifest).toMatchObject({ id: 'efficientnet-lite0', classes: 1_000 });
    expect(labels[967]).toMatchObject({ synset: 'n07920052', label: 'espresso' });
    expect(bytes).toHaveLength(manifest.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(manifest.sha256);
  });

  test('uses the file names of the manifest', async () => {
    const folder = await copyModel();
    await writeFile(join(folder, 'words.json'), await readFile(join(folder, 'labels.json')));
    await changeManifest(folder, () => ({ labels: { en: 'words.json' } }));
    const { labels, translations } = await openModel(folder);
    expect(labels).toHaveLength(1_000);
    expect(translations).toEqual({});
  });

  test('returns class names in other languages', async () => {
    const { translations } = await openModel(modelFolder);
    expect(translations.zh).toHaveLength(1_000);
    expect(translations.zh?.[967]).toMatchObject({ synset: 'n07920052', label: '意式浓缩咖啡' });
  });

  test('fails if a language names other classes', async () => {
    const folder = await copyModel();
    const path = join(folder, 'labels.zh.json');
    const [first, second, ...rest] = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify([second, first, ...rest]));
    await expect(openModel(folder)).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringMatching(
        /n01440764 as class 0 in labels\.json but n01443537 in labels\.zh\.json/,
      ),
    });
  });

  test('fails if one byte is added', async () => {
    const folder = await copyModel();
    await appendFile(join(folder, 'model.onnx'), '!');
    await expect(openModel(folder)).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringContaining('is damaged: model.onnx has'),
    });
  });

  test('fails if one byte is changed', async () => {
    const folder = await copyModel();
    const path = join(folder, 'model.onnx');
    const bytes = await readFile(path);
    bytes[1_000_000] = bytes[1_000_000]! ^ 1;
    await writeFile(path, bytes);
    await expect(openModel(folder)).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringContaining('is damaged: the sha256 of model.onnx is'),
    });
  });

  test.each([
    ['labels.json', '[]', 'labels.json is not valid'],
    ['labels.json', '[{"label":"x"}]', 'labels.json is not valid: 0.synset'],
    ['labels.json', '[{"synset":null,"label":"x"}]', 'has 1000 classes but 1 labels'],
    ['labels.zh.json', '{}', 'labels.zh.json is not valid'],
    ['labels.zh.json', '[{"synset":null,"label":""}]', 'labels.zh.json is not valid: 0.label'],
    ['labels.zh.json', '[{"synset":null,"label":"鱼"}]', 'but 1 labels in labels.zh.json'],
    ['manifest.json', '{}', 'manifest.json is not valid: id'],
    ['manifest.json', 'null', 'manifest.json is not valid'],
    ['manifest.json', '', 'manifest.json is not valid JSON'],
  ])('fails if %s contains %j', async (file, text, problem) => {
    const folder = await copyModel();
    await writeFile(join(folder, file), text);
    await expect(openModel(folder)).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringContaining(problem),
    });
  });

  test('reports why a file cannot be read', async () => {
    const folder = join(await copyModel(), 'elsewhere');
    await expect(openModel(folder)).rejects.toMatchObject({
      message: expect.stringMatching(/manifest\.json cannot be read/),
      cause: { code: 'ENOENT' },
    });
  });
});
