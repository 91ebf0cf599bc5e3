import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseModel } from '../../../models/store/choose-model.ts';
import type { ModelFolders } from '../../../models/store/model-folders.ts';
import { root } from '../../support/fixtures.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Creates model folders with these names and a manifest each. */
async function createFolders(embedded: string[], added: string[]): Promise<ModelFolders> {
  const folder = temporaryFolder();
  for (const [kind, names] of Object.entries({ embedded, added })) {
    for (const name of names) {
      await mkdir(join(folder, kind, name), { recursive: true });
      await writeFile(join(folder, kind, name, 'manifest.json'), '{}');
    }
  }
  return { embedded: join(folder, 'embedded'), added: join(folder, 'added') };
}

describe('the chosen model', () => {
  test('is by default the one that comes with the project', async () => {
    const folders = await createFolders(['efficientnet-lite0'], ['mine']);
    expect(chooseModel(folders, undefined)).toEqual({
      folder: join(folders.embedded, 'efficientnet-lite0'),
      reason: 'built in',
    });
  });

  test('is by default resnet18 if it has been added', async () => {
    const folders = await createFolders(['efficientnet-lite0'], ['mine', 'resnet18']);
    expect(chooseModel(folders, undefined)).toEqual({
      folder: join(folders.added, 'resnet18'),
      reason: 'resnet18 has been added',
    });
  });

  test('is the named one, added or not', async () => {
    const folders = await createFolders(['efficientnet-lite0'], ['mine', 'resnet18']);
    expect(chooseModel(folders, 'mine')).toEqual({
      folder: join(folders.added, 'mine'),
      reason: 'selected by name',
    });
    expect(chooseModel(folders, 'efficientnet-lite0')).toEqual({
      folder: join(folders.embedded, 'efficientnet-lite0'),
      reason: 'selected by name',
    });
  });

  test('is the added one if both have the name', async () => {
    const folders = await createFolders(['efficientnet-lite0'], ['efficientnet-lite0']);
    expect(chooseModel(folders, 'efficientnet-lite0').folder).toBe(
      join(folders.added, 'efficientnet-lite0'),
    );
  });

  test('exists: an unknown name is refused with a list of names', async () => {
    const folders = await createFolders(['efficientnet-lite0'], ['resnet18', 'mine']);
    expect(() => chooseModel(folders, 'resnet50')).toThrow(
      expect.objectContaining({
        name: 'ModelError',
        message:
          'There is no model named "resnet50"; available models: efficientnet-lite0, mine, resnet18.',
      }),
    );
  });

  test.each(['', '.', '..', '../embedded/efficientnet-lite0', 'mine/', '/etc'])(
    'cannot be a path such as %j',
    async (name) => {
      const folders = await createFolders(['efficientnet-lite0'], ['mine']);
      expect(() => chooseModel(folders, name)).toThrow('There is no model named');
    },
  );

  test('has a manifest: other folders and files are not models', async () => {
    const folders = await createFolders(['efficientnet-lite0'], ['mine']);
    await mkdir(join(folders.added, 'resnet18'));
    await writeFile(join(folders.added, 'notes.txt'), '');
    expect(chooseModel(folders, undefined).reason).toBe('built in');
    expect(() => chooseModel(folders, 'notes.txt')).toThrow(
      'available models: efficientnet-lite0, mine.',
    );
  });

  test('is refused if there are no models', async () => {
    const folders = await createFolders([], []);
    expect(() => chooseModel(folders, undefined)).toThrow(
      'There is no model named "efficientnet-lite0"; available models: none.',
    );
  });

  test('is efficientnet-lite0 in this checkout', async () => {
    const folders = { embedded: join(root, 'models'), added: join(temporaryFolder(), 'none') };
    expect(chooseModel(folders, undefined).folder).toBe(join(root, 'models', 'efficientnet-lite0'));
  });
});
