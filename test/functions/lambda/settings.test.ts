import { describe, expect, test } from 'vitest';
import { readLambdaSettings, readMetricsTarget } from '../../../functions/lambda/settings.ts';

const role = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'the secret',
  AWS_SESSION_TOKEN: 'the token',
};

test('everything has a default', () => {
  expect(readLambdaSettings({})).toMatchObject({
    folder: '/opt/model',
    pageFolder: '/var/task/page',
    threads: 1,
    urls: { enabled: true, ports: [80, 443] },
    bucket: undefined,
  });
  expect(readLambdaSettings({}).urls.hosts).toBeUndefined();
  expect(readMetricsTarget({})).toBeUndefined();
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html: a vCPU at 1,769 MB.
test.each([
  ['128', 1],
  ['1769', 1],
  ['1770', 2],
  ['3538', 2],
  ['10240', 6],
])('%s MB give %i threads', (AWS_LAMBDA_FUNCTION_MEMORY_SIZE, threads) => {
  expect(readLambdaSettings({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE }).threads).toBe(threads);
});

test('variables set the folders of model and page', () => {
  const environment = { GLIMPSE_MODEL_FOLDER: '/opt/resnet18', LAMBDA_TASK_ROOT: '/task' };
  expect(readLambdaSettings(environment)).toMatchObject({
    folder: '/opt/resnet18',
    pageFolder: '/task/page',
  });
});

describe('URLs', () => {
  test('are fetched from every public host, or not at all', () => {
    expect(readLambdaSettings({}).limits.pixels.heic).toBe(25_000_000);
    expect(readLambdaSettings({ GLIMPSE_HEIC: 'off' }).limits.pixels.heic).toBe(0);
    expect(readLambdaSettings({ GLIMPSE_URLS: 'public' }).urls.enabled).toBe(true);
    expect(readLambdaSettings({ GLIMPSE_URLS: 'off' }).urls.enabled).toBe(false);
  });

  // Hosts as in https://url.spec.whatwg.org/#host-parsing.
  test.each([
    ['pictures.example', ['pictures.example']],
    ['Pictures.EXAMPLE, cdn.example', ['pictures.example', 'cdn.example']],
    ['bücher.example', ['xn--bcher-kva.example']],
    ['192.0.2.1,[2001:DB8::1]', ['192.0.2.1', '[2001:db8::1]']],
  ])('are fetched from %s only', (GLIMPSE_URLS, hosts) => {
    expect(readLambdaSettings({ GLIMPSE_URLS }).urls).toMatchObject({ enabled: true, hosts });
  });
});

describe('a bucket', () => {
  test('is read with the function’s own role', () => {
    expect(readLambdaSettings({ ...role, GLIMPSE_BUCKET: 'my.holidays' }).bucket).toEqual({
      name: 'my.holidays',
      region: 'eu-central-1',
      credentials: {
        accessKeyId: 'ASIAEXAMPLE',
        secretAccessKey: 'the secret',
        sessionToken: 'the token',
      },
    });
  });

  test('is undefined if only the role is there', () => {
    expect(readLambdaSettings(role).bucket).toBeUndefined();
    expect(readLambdaSettings({ ...role, GLIMPSE_BUCKET: '' }).bucket).toBeUndefined();
  });

  test('needs a role', () => {
    const { AWS_SECRET_ACCESS_KEY: _, ...less } = role;
    expect(() => readLambdaSettings({ ...less, GLIMPSE_BUCKET: 'holidays' })).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ path: ['AWS_SECRET_ACCESS_KEY'] })],
      }),
    );
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
test('metrics are counted in a namespace, by function', () => {
  const environment = { GLIMPSE_METRICS: 'Glimpse', AWS_LAMBDA_FUNCTION_NAME: 'glimpse-prod' };
  expect(readMetricsTarget(environment)).toEqual({
    namespace: 'Glimpse',
    functionName: 'glimpse-prod',
  });
  expect(readMetricsTarget({ ...environment, GLIMPSE_METRICS: 'AWS/Lambda' })).toBeUndefined();
});

test.each([
  ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'much'],
  ['GLIMPSE_HEIC', 'yes'],
  ['GLIMPSE_URLS', 'https://pictures.example'],
  ['GLIMPSE_URLS', 'pictures.example:8080'],
  ['GLIMPSE_URLS', 'user@pictures.example'],
  ['GLIMPSE_URLS', 'pictures.example/path'],
  ['GLIMPSE_URLS', '*.example'],
  ['GLIMPSE_URLS', 'pictures.example,,cdn.example'],
  ['GLIMPSE_URLS', '1.2.3.4.5'],
  ['GLIMPSE_BUCKET', 'a/../b'],
  ['GLIMPSE_BUCKET', 'evil.example#'],
  ['GLIMPSE_BUCKET', 'No'],
  ['GLIMPSE_METRICS', 'AWS/Lambda'],
  ['GLIMPSE_METRICS', 'a"b'],
])('%s cannot be "%s", and the error names it', (name, value) => {
  expect(() => readLambdaSettings({ ...role, [name]: value })).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ path: [name] })] }),
  );
});
