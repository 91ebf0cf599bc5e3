import { expect, test } from 'vitest';
import { getNonDefaultSettings, spellSettings } from '../../infra/non-default-settings.ts';
import { readDeploymentSettings } from '../../infra/settings.ts';

test.each<[Record<string, string>, Record<string, string>]>([
  [{}, {}],
  [{ stage: 'test', model: 'resnet18', memory: '1769', access: 'iam' }, {}],
  [{ access: 'public' }, { access: 'public' }],
  [{ access: 'public', concurrency: '10' }, { access: 'public' }],
  [
    { access: 'public', concurrency: 'none' },
    { access: 'public', concurrency: 'none' },
  ],
  [{ concurrency: '10' }, { concurrency: '10' }],
  [{ urls: 'B.example, a.example' }, { urls: 'b.example,a.example' }],
  [
    { model: 'b0', memory: '2048', bucket: 'photos', origins: '*', budget: '2.50' },
    { model: 'b0', memory: '2048', bucket: 'photos', origins: '*', budget: '2.5' },
  ],
])('%j differs from the defaults in %j', (context, nonDefault) => {
  expect(getNonDefaultSettings(readDeploymentSettings(context))).toEqual(nonDefault);
});

test('spells all settings, including those implied by others', () => {
  expect(spellSettings({ access: 'public', email: 'me@example.com' })).toEqual({
    model: 'resnet18',
    access: 'public',
    memory: '1769',
    bucket: 'none',
    urls: 'public',
    heic: 'on',
    origins: 'none',
    concurrency: '10',
    email: 'me@example.com',
    budget: '10',
  });
});
