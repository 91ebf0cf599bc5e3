import { expect, test } from 'vitest';
import { describeSettingsChanges } from '../../../infra/deploy/settings-changes.ts';
import { readDeploymentSettings } from '../../../infra/settings.ts';

const changes = (output: string | undefined, flags: Record<string, string>): string[] =>
  describeSettingsChanges(output, { settings: readDeploymentSettings(flags), flags });

test('lists the settings that would be lost, and how to keep them', () => {
  const output =
    '{"access":"public","memory":"2048","bucket":"photos","urls":"a.example","origins":"*","concurrency":"5","email":"me@example.com","budget":"20"}';
  expect(changes(output, { model: 'efficientnet-lite0' })).toEqual([
    'model: resnet18 -> efficientnet-lite0',
    'access: public -> iam; pass --access public to keep it',
    'memory: 2048 -> 1769; pass --memory 2048 to keep it',
    'bucket: photos -> none; pass --bucket photos to keep it',
    'urls: a.example -> public; pass --urls a.example to keep it',
    "origins: * -> none; pass --origins '*' to keep it",
    'concurrency: 5 -> none; pass --concurrency 5 to keep it',
    'email: me@example.com -> none; pass --email me@example.com to keep it',
    'budget: 20 -> 10; pass --budget 20 to keep it',
  ]);
});

test('lists requested changes without advice', () => {
  expect(changes('{"memory":"2048"}', { memory: '3008', access: 'public' })).toEqual([
    'access: iam -> public',
    'memory: 2048 -> 3008',
  ]);
});

test('does not list what the change of access implies', () => {
  const access = 'access: public -> iam; pass --access public to keep it';
  expect(changes('{"access":"public"}', {})).toEqual([access]);
  expect(changes('{"access":"public","concurrency":"none"}', {})).toEqual([access]);
});

test.each<[string | undefined, Record<string, string>]>([
  [undefined, { access: 'public' }],
  ['{}', { stage: 'test', memory: '1769' }],
  ['{"access":"public"}', { access: 'public', concurrency: '10' }],
  ['{"origins":"https://a.example"}', { origins: ' https://a.example' }],
  ['{"access":"everybody"}', {}],
  ['{', {}],
])('finds no change between %s and the flags %j', (output, flags) => {
  expect(changes(output, flags)).toEqual([]);
});
