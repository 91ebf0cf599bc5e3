import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BuildError } from '../../infra/build-error.ts';
import { chooseModel } from '../../infra/choose-model.ts';
import { plant } from '../support/fake-npm.ts';
import { modelFolder, root } from '../support/fixtures.ts';
import { emptyFolder } from '../support/model-folder.ts';

let home: string;

beforeEach(async () => {
  home = await emptyFolder();
  vi.stubEnv('GLIMPSE_HOME', home);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a deployment takes resnet18, and no other in its place', async () => {
  expect(() => chooseModel(root)).toThrow(BuildError);
  expect(() => chooseModel(root)).toThrow(/npx glimpse models add resnet18.*efficientnet-lite0/);
  await plant(home, { 'models/resnet18/manifest.json': '{}' });
  expect(chooseModel(root)).toBe(join(home, 'models', 'resnet18'));
});

test('it takes the model that is named', () => {
  expect(chooseModel(root, 'efficientnet-lite0')).toBe(modelFolder);
  expect(() => chooseModel(root, 'other')).toThrow(
    'There is no model other on this machine; these are: efficientnet-lite0.',
  );
});
