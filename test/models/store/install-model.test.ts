import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { installModel, removeModel } from '../../../models/store/install-model.ts';
import {
  listModels,
  type ModelFolders,
  requireModel,
} from '../../../models/store/model-folders.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folders: ModelFolders;

beforeEach(() => {
  const home = temporaryFolder();
  folders = { embedded: join(home, 'embedded'), added: join(home, 'data', 'models') };
  mkdirSync(join(folders.embedded, 'lite'), { recursive: true });
  writeFileSync(join(folders.embedded, 'lite', 'manifest.json'), '{}');
});

function install(name: string, options: { replace?: boolean; content?: string } = {}) {
  const { replace = false, content = '{}' } = options;
  const files = { 'manifest.json': content, 'model.onnx': Uint8Array.of(1, 2, 3) };
  return installModel(files, { folders, name, replace, verify: async () => {} });
}

/** Lists the folder of added models, including hidden names. */
function listAdded(): string[] {
  return readdirSync(folders.added);
}

test('an installed model has its files and is found by its name', async () => {
  const folder = await install('mine');
  expect(requireModel(folders, 'mine')).toEqual({ name: 'mine', folder, embedded: false });
  expect([...readFileSync(join(folder, 'model.onnx'))]).toEqual([1, 2, 3]);
  expect(listAdded()).toEqual(['mine']);
});

test('a model that fails its verification leaves nothing behind', async () => {
  const verify = async (folder: string) => {
    expect(readdirSync(folder)).toEqual(['manifest.json']);
    expect(listModels(folders).map(({ name }) => name)).toEqual(['lite']);
    throw new Error('The model does not work.');
  };
  const options = { folders, name: 'mine', replace: false, verify };
  await expect(installModel({ 'manifest.json': '{}' }, options)).rejects.toThrow(
    'The model does not work.',
  );
  expect(listAdded()).toEqual([]);
});

test('refuses a name that is in use and keeps that model', async () => {
  const folder = await install('mine', { content: '{"first":true}' });
  await expect(install('mine')).rejects.toThrow(/model named mine already.*--name NAME.*--force/);
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('{"first":true}');
  expect(listAdded()).toEqual(['mine']);
});

test('replaces a model on request', async () => {
  const folder = await install('mine', { content: '{"first":true}' });
  await install('mine', { replace: true, content: '{"second":true}' });
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('{"second":true}');
  expect(listAdded()).toEqual(['mine']);
});

test('never replaces a model that comes with the project', async () => {
  await expect(install('lite', { replace: true })).rejects.toThrow('lite is built in');
});

test('removes an added model but not one that comes with the project', async () => {
  await install('mine');
  await removeModel(requireModel(folders, 'mine'));
  expect(listAdded()).toEqual([]);
  await expect(removeModel(requireModel(folders, 'lite'))).rejects.toThrow(
    'lite is built in and cannot be removed.',
  );
});

test('a folder that is not a model blocks its name too', async () => {
  mkdirSync(join(folders.added, 'mine'), { recursive: true });
  writeFileSync(join(folders.added, 'mine', 'notes.txt'), 'mine');
  await expect(install('mine')).rejects.toThrow('There is a model named mine already');
  await install('mine', { replace: true });
  expect(listAdded()).toEqual(['mine']);
  expect(readdirSync(join(folders.added, 'mine')).sort()).toEqual(['manifest.json', 'model.onnx']);
});

test('deletes what a killed process left after an hour, not before', async () => {
  const twoHoursAgo = new Date(Date.now() - 7_200_000);
  for (const name of ['.new-old', '.removed-old', '.new-in-use']) {
    mkdirSync(join(folders.added, name), { recursive: true });
    if (name.endsWith('old')) utimesSync(join(folders.added, name), twoHoursAgo, twoHoursAgo);
  }
  await install('mine');
  expect(listAdded().sort()).toEqual(['.new-in-use', 'mine']);
});
