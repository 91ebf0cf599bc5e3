import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findDeployModel } from '../../infra/deploy-model.ts';
import { BuildError } from '../../infra/errors.ts';
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
  expect(() => findDeployModel(root)).toThrow(BuildError);
  expect(() => findDeployModel(root)).toThrow(
    /npx glimpse models add resnet18.*efficientnet-lite0/,
  );
  await plant(home, { 'models/resnet18/manifest.json': '{}' });
  expect(findDeployModel(root)).toBe(join(home, 'models', 'resnet18'));
});

test('it takes the model that is named', () => {
  expect(findDeployModel(root, 'efficientnet-lite0')).toBe(modelFolder);
  expect(() => findDeployModel(root, 'other')).toThrow(
    'There is no model other on this machine; these are: efficientnet-lite0.',
  );
});
