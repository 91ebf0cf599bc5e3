import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findDeployModel } from '../../infra/deploy-model.ts';
import { BuildError } from '../../infra/errors.ts';
import { writeTree } from '../support/fake-npm.ts';
import { modelFolder, root } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let home: string;

beforeEach(async () => {
  home = temporaryFolder();
  vi.stubEnv('GLIMPSE_HOME', home);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('uses resnet18 by default, and no other model in its place', async () => {
  expect(() => findDeployModel(root)).toThrow(BuildError);
  expect(() => findDeployModel(root)).toThrow(
    /npx glimpse models add resnet18.*efficientnet-lite0/,
  );
  await writeTree(home, { 'models/resnet18/manifest.json': '{}' });
  expect(findDeployModel(root)).toBe(join(home, 'models', 'resnet18'));
});

test('uses the model that is named', () => {
  expect(findDeployModel(root, 'efficientnet-lite0')).toBe(modelFolder);
  expect(() => findDeployModel(root, 'other')).toThrow(
    /no model other on this machine; choose one: efficientnet-lite0\./,
  );
});
