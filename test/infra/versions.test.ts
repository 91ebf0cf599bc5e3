import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { only, resources, synthesise } from '../support/deployment.ts';

/** Which version `live` points at: its logical id changes when a new one is published. */
function liveVersion(template: Template): string {
  const alias = only(template, 'AWS::Lambda::Alias') as {
    FunctionVersion: { 'Fn::GetAtt': [string, string] };
  };
  return alias.FunctionVersion['Fn::GetAtt'][0];
}

/** The keys of what is uploaded, by the first letters of their resources' names. */
function uploads(template: Template): Record<string, unknown> {
  const layers = Object.entries(resources(template, 'AWS::Lambda::LayerVersion'));
  const keys = layers.map(([id, { Properties }]) => [id.slice(0, 12), Properties.Content]);
  return Object.fromEntries([...keys, ['code', only(template, 'AWS::Lambda::Function').Code]]);
}

describe('the alias live', () => {
  test('points at the current version, which stays when it is replaced', async () => {
    const { template } = await synthesise();
    expect(Object.keys(resources(template, 'AWS::Lambda::Version'))).toEqual([
      liveVersion(template),
    ]);
    template.hasResource('AWS::Lambda::Version', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('stays where it is when nothing has changed', async () => {
    const [one, other] = [await synthesise(), await synthesise()];
    expect(other.template.toJSON()).toEqual(one.template.toJSON());
  });

  const moving: [string, Record<string, string>, Record<string, string>][] = [
    ['the code', {}, { function: 'changed' }],
    ['the model', {}, { model: 'changed' }],
    ['the runtime', {}, { runtime: 'changed' }],
    ['what the function is told', { urls: 'off' }, {}],
    ['the memory', { memory: '2048' }, {}],
  ];

  test.each(moving)('moves with %s', async (_, context, contents) => {
    const before = liveVersion((await synthesise()).template);
    const after = liveVersion((await synthesise(context, contents)).template);
    expect(after).not.toBe(before);
  });

  // Lambda refuses to publish a version in which nothing has changed.
  const staying: [string, Record<string, string>][] = [
    ['concurrency', { concurrency: '7' }],
    ['an address for alarms', { email: 'ops@example.com' }],
    ['origins', { origins: 'https://example.com' }],
    ['the budget', { budget: '99' }],
    ['access', { access: 'public' }],
  ];

  test.each(staying)('does not move with %s', async (_, context) => {
    const before = liveVersion((await synthesise()).template);
    expect(liveVersion((await synthesise(context)).template)).toBe(before);
  });
});

test('layers that have not changed are not uploaded again', async () => {
  const before = uploads((await synthesise()).template);
  const after = uploads((await synthesise({}, { function: 'changed' })).template);
  const { code, ...layers } = after;
  expect(Object.keys(layers)).toEqual(['GlimpseRunti', 'GlimpseModel']);
  expect(before).toMatchObject(layers);
  expect(code).not.toEqual(before.code);
});
