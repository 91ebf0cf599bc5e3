import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { installModel, removeModel } from '../../../models/store/install-model.ts';
import {
  listModels,
  type ModelFolders,
  requireModel,
} from '../../../models/store/model-folders.ts';

let folders: ModelFolders;

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'install-'));
  folders = { embedded: join(home, 'embedded'), added: join(home, 'data', 'models') };
  mkdirSync(join(folders.embedded, 'lite'), { recursive: true });
  writeFileSync(join(folders.embedded, 'lite', 'manifest.json'), '{}');
});

function install(name: string, options: { replace?: boolean; content?: string } = {}) {
  const { replace = false, content = '{}' } = options;
  const files = { 'manifest.json': content, 'model.onnx': Uint8Array.of(1, 2, 3) };
  return installModel(files, { folders, name, replace, verify: async () => {} });
}

/** Everything that lies among the added models, half-made ones as well. */
function added(): string[] {
  return readdirSync(folders.added);
}

test('an installed model has its files and is found by its name', async () => {
  const folder = await install('mine');
  expect(requireModel(folders, 'mine')).toEqual({ name: 'mine', folder, embedded: false });
  expect([...readFileSync(join(folder, 'model.onnx'))]).toEqual([1, 2, 3]);
  expect(added()).toEqual(['mine']);
});

test('a model that does not prove itself leaves nothing behind', async () => {
  const verify = async (folder: string) => {
    expect(readdirSync(folder)).toEqual(['manifest.json']);
    expect(listModels(folders).map(({ name }) => name)).toEqual(['lite']);
    throw new Error('It does not answer.');
  };
  const options = { folders, name: 'mine', replace: false, verify };
  await expect(installModel({ 'manifest.json': '{}' }, options)).rejects.toThrow(
    'It does not answer.',
  );
  expect(added()).toEqual([]);
});

test('a taken name is refused, and the model of that name stays', async () => {
  const folder = await install('mine', { content: '{"first":true}' });
  await expect(install('mine')).rejects.toThrow(
    'There is a model named mine already: choose another name with --name NAME, or replace it with --force.',
  );
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('{"first":true}');
  expect(added()).toEqual(['mine']);
});

test('a taken name is replaced where that is asked for', async () => {
  const folder = await install('mine', { content: '{"first":true}' });
  await install('mine', { replace: true, content: '{"second":true}' });
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('{"second":true}');
  expect(added()).toEqual(['mine']);
});

test('the name of a model that comes with the project is never taken', async () => {
  await expect(install('lite', { replace: true })).rejects.toThrow('lite comes with the project');
});

test('a removed model is gone, and one that comes with the project is not removed', async () => {
  await install('mine');
  await removeModel(requireModel(folders, 'mine'));
  expect(added()).toEqual([]);
  await expect(removeModel(requireModel(folders, 'lite'))).rejects.toThrow(
    'lite comes with the project and cannot be removed.',
  );
});

test('a folder that is no model is in the way all the same', async () => {
  mkdirSync(join(folders.added, 'mine'), { recursive: true });
  writeFileSync(join(folders.added, 'mine', 'notes.txt'), 'mine');
  await expect(install('mine')).rejects.toThrow('There is a model named mine already');
  await install('mine', { replace: true });
  expect(added()).toEqual(['mine']);
  expect(readdirSync(join(folders.added, 'mine')).sort()).toEqual(['manifest.json', 'model.onnx']);
});

test('what a killed process left is deleted after an hour, and not before', async () => {
  const twoHoursAgo = new Date(Date.now() - 7_200_000);
  for (const name of ['.new-old', '.removed-old', '.new-at-work']) {
    mkdirSync(join(folders.added, name), { recursive: true });
    if (name.endsWith('old')) utimesSync(join(folders.added, name), twoHoursAgo, twoHoursAgo);
  }
  await install('mine');
  expect(added().sort()).toEqual(['.new-at-work', 'mine']);
});
