import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { getOnly, getResources, synthesise } from '../support/deployment.ts';

/** Returns the logical id of the live version; it changes when a new version is published. */
function getLiveVersion(template: Template): string {
  const alias = getOnly(template, 'AWS::Lambda::Alias') as {
    FunctionVersion: { 'Fn::GetAtt': [string, string] };
  };
  return alias.FunctionVersion['Fn::GetAtt'][0];
}

/** Returns the keys of the assets, by the first letters of their resources' names. */
function getUploads(template: Template): Record<string, unknown> {
  const layers = Object.entries(getResources(template, 'AWS::Lambda::LayerVersion'));
  const keys = layers.map(([id, { Properties }]) => [id.slice(0, 12), Properties.Content]);
  return Object.fromEntries([...keys, ['code', getOnly(template, 'AWS::Lambda::Function').Code]]);
}

describe('the alias live', () => {
  test('points at the current version, which is kept when it is replaced', async () => {
    const { template } = await synthesise();
    expect(Object.keys(getResources(template, 'AWS::Lambda::Version'))).toEqual([
      getLiveVersion(template),
    ]);
    template.hasResource('AWS::Lambda::Version', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('does not move if nothing changes', async () => {
    const [one, other] = [await synthesise(), await synthesise()];
    expect(other.template.toJSON()).toEqual(one.template.toJSON());
  });

  const moving: [string, Record<string, string>, Record<string, string>][] = [
    ['the code', {}, { function: 'changed' }],
    ['the model', {}, { model: 'changed' }],
    ['the runtime', {}, { runtime: 'changed' }],
    ['an environment variable', { urls: 'off' }, {}],
    ['the memory', { memory: '2048' }, {}],
  ];

  test.each(moving)('moves with a change of %s', async (_, context, contents) => {
    const before = getLiveVersion((await synthesise()).template);
    const after = getLiveVersion((await synthesise(context, contents)).template);
    expect(after).not.toBe(before);
  });

  // Lambda rejects a version in which nothing has changed.
  const staying: [string, Record<string, string>][] = [
    ['concurrency', { concurrency: '7' }],
    ['the address for alarms', { email: 'ops@example.com' }],
    ['origins', { origins: 'https://example.com' }],
    ['the budget', { budget: '99' }],
    ['access', { access: 'public' }],
  ];

  test.each(staying)('does not move with a change of %s', async (_, context) => {
    const before = getLiveVersion((await synthesise()).template);
    expect(getLiveVersion((await synthesise(context)).template)).toBe(before);
  });
});

test('unchanged layers are not uploaded again', async () => {
  const before = getUploads((await synthesise()).template);
  const after = getUploads((await synthesise({}, { function: 'changed' })).template);
  const { code, ...layers } = after;
  expect(Object.keys(layers)).toEqual(['GlimpseRunti', 'GlimpseModel']);
  expect(before).toMatchObject(layers);
  expect(code).not.toEqual(before.code);
});
