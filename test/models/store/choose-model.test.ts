import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseModel } from '../../../models/store/choose-model.ts';
import type { ModelFolders } from '../../../models/store/model-folders.ts';
import { root } from '../../support/fixtures.ts';
import { emptyFolder } from '../../support/model-folder.ts';

/** Folders with a manifest each. */
async function folders(embedded: string[], added: string[]): Promise<ModelFolders> {
  const folder = await emptyFolder();
  for (const [shelf, names] of Object.entries({ embedded, added })) {
    for (const name of names) {
      await mkdir(join(folder, shelf, name), { recursive: true });
      await writeFile(join(folder, shelf, name, 'manifest.json'), '{}');
    }
  }
  return { embedded: join(folder, 'embedded'), added: join(folder, 'added') };
}

describe('the model that is taken', () => {
  test('by default is the one that comes with the project', async () => {
    const places = await folders(['efficientnet-lite0'], ['mine']);
    expect(chooseModel(places, undefined)).toEqual({
      folder: join(places.embedded, 'efficientnet-lite0'),
      reason: 'it comes with the project',
    });
  });

  test('by default is resnet18 where it has been added', async () => {
    const places = await folders(['efficientnet-lite0'], ['mine', 'resnet18']);
    expect(chooseModel(places, undefined)).toEqual({
      folder: join(places.added, 'resnet18'),
      reason: 'resnet18 has been added',
    });
  });

  test('is the one named, wherever it stands', async () => {
    const places = await folders(['efficientnet-lite0'], ['mine', 'resnet18']);
    expect(chooseModel(places, 'mine')).toEqual({
      folder: join(places.added, 'mine'),
      reason: 'asked for by name',
    });
    expect(chooseModel(places, 'efficientnet-lite0')).toEqual({
      folder: join(places.embedded, 'efficientnet-lite0'),
      reason: 'asked for by name',
    });
  });

  test('is the added one where both have the name', async () => {
    const places = await folders(['efficientnet-lite0'], ['efficientnet-lite0']);
    expect(chooseModel(places, 'efficientnet-lite0').folder).toBe(
      join(places.added, 'efficientnet-lite0'),
    );
  });

  test('exists: an unknown name is refused with those that are here', async () => {
    const places = await folders(['efficientnet-lite0'], ['resnet18', 'mine']);
    expect(() => chooseModel(places, 'resnet50')).toThrow(
      expect.objectContaining({
        name: 'ModelError',
        message:
          'There is no model named "resnet50"; the models here are: efficientnet-lite0, mine, resnet18.',
      }),
    );
  });

  test.each(['', '.', '..', '../embedded/efficientnet-lite0', 'mine/', '/etc'])(
    'is not reached by the path %j',
    async (name) => {
      const places = await folders(['efficientnet-lite0'], ['mine']);
      expect(() => chooseModel(places, name)).toThrow('There is no model named');
    },
  );

  test('has a manifest: folders and files beside models are none', async () => {
    const places = await folders(['efficientnet-lite0'], ['mine']);
    await mkdir(join(places.added, 'resnet18'));
    await writeFile(join(places.added, 'notes.txt'), '');
    expect(chooseModel(places, undefined).reason).toBe('it comes with the project');
    expect(() => chooseModel(places, 'notes.txt')).toThrow(
      'the models here are: efficientnet-lite0, mine.',
    );
  });

  test('is none where there are none', async () => {
    const places = await folders([], []);
    expect(() => chooseModel(places, undefined)).toThrow(
      'There is no model named "efficientnet-lite0"; the models here are: none.',
    );
  });

  test('in this checkout is efficientnet-lite0', async () => {
    const places = { embedded: join(root, 'models'), added: join(await emptyFolder(), 'none') };
    expect(chooseModel(places, undefined).folder).toBe(join(root, 'models', 'efficientnet-lite0'));
  });
});
