import { describe, expect, test } from 'vitest';
import { readDeploymentSettings, SettingsError } from '../../infra/settings.ts';

describe('readDeploymentSettings', () => {
  test('has a default for every setting, and ignores other context', () => {
    expect(readDeploymentSettings({ '@aws-cdk/core:flag': true, 'aws:cdk:x': [] })).toEqual({
      stage: 'prod',
      access: 'iam',
      memory: 1769,
      urls: 'public',
      heic: 'on',
      origins: [],
      concurrency: undefined,
      budget: 10,
    });
  });

  test('reads text and numbers', () => {
    const settings = readDeploymentSettings({
      stage: 'dev-1',
      model: 'resnet18',
      access: 'public',
      memory: 3008,
      bucket: 'my.photos-2026',
      urls: ' Example.com,bücher.example ',
      heic: 'off',
      origins: 'https://a.example,http://localhost:5173',
      concurrency: '5',
      email: 'me@example.com',
      budget: '12.5',
    });
    expect(settings).toEqual({
      stage: 'dev-1',
      model: 'resnet18',
      access: 'public',
      memory: 3008,
      bucket: 'my.photos-2026',
      urls: ['example.com', 'xn--bcher-kva.example'],
      heic: 'off',
      origins: ['https://a.example', 'http://localhost:5173'],
      concurrency: 5,
      email: 'me@example.com',
      budget: 12.5,
    });
  });

  test('limits public access to ten environments by default', () => {
    expect(readDeploymentSettings({ access: 'public' }).concurrency).toBe(10);
    const unlimited = readDeploymentSettings({ access: 'public', concurrency: 'none' });
    expect(unlimited.concurrency).toBeUndefined();
  });

  const wrong: [string, unknown, string][] = [
    ['stage', 'Prod', 'stage must be 1 to 20 lower-case letters, digits or hyphens.'],
    ['stage', 'a'.repeat(21), 'stage must be 1 to 20 lower-case letters, digits or hyphens.'],
    ['model', '', 'model must be the name of a model.'],
    ['access', 'open', 'access must be iam or public.'],
    ['memory', '511', 'memory must be a whole number of MB from 512 to 10240.'],
    ['memory', '10241', 'memory must be a whole number of MB from 512 to 10240.'],
    ['memory', '1e3.5', 'memory must be a whole number of MB from 512 to 10240.'],
    ['bucket', 's3://photos', 'bucket must be the name of an S3 bucket.'],
    ['urls', 'of', 'urls must be public, off, or a list of host names separated by commas.'],
    [
      'urls',
      'a.example/x',
      'urls must be public, off, or a list of host names separated by commas.',
    ],
    [
      'urls',
      'a.example:8443',
      'urls must be public, off, or a list of host names separated by commas.',
    ],
    ['urls', '*.example', 'urls must be public, off, or a list of host names separated by commas.'],
    [
      'origins',
      'https://a.example,https://b.example/',
      'origins must be a list of origins like https://example.com separated by commas, and "https://b.example/" is not one.',
    ],
    ['concurrency', '0', 'concurrency must be a whole number from 1, or none.'],
    ['concurrency', 'many', 'concurrency must be a whole number from 1, or none.'],
    ['email', 'me', 'email must be an e-mail address.'],
    ['budget', '0', 'budget must be an amount of USD per month.'],
    ['budget', 'ten', 'budget must be an amount of USD per month.'],
  ];

  test.each(wrong)('rejects %s %j with one sentence', (key, value, sentence) => {
    const read = (): unknown => readDeploymentSettings({ [key]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(new SettingsError(sentence));
  });

  test('reports all errors together', () => {
    const read = (): unknown => readDeploymentSettings({ access: 'no', memory: 'x' });
    expect(read).toThrow('access must be iam or public. memory must be a whole number');
  });
});
