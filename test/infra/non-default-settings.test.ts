import { expect, test } from 'vitest';
import { nonDefaultSettings, spellSettings } from '../../infra/non-default-settings.ts';
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
])('of %j the own ones are %j', (context, own) => {
  expect(nonDefaultSettings(readDeploymentSettings(context))).toEqual(own);
});

test('all are spelled for people, with what goes along with them', () => {
  expect(spellSettings({ access: 'public', email: 'me@example.com' })).toEqual({
    model: 'resnet18',
    access: 'public',
    memory: '1769',
    bucket: 'none',
    urls: 'public',
    origins: 'none',
    concurrency: '10',
    email: 'me@example.com',
    budget: '10',
  });
});
