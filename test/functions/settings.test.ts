import { describe, expect, test } from 'vitest';
import { readLambdaSettings, readSettings } from '../../functions/settings.ts';

describe('on a machine of one’s own', () => {
  test('everything has a default', () => {
    const { GLIMPSE_THREADS, ...settings } = readSettings({});
    expect(settings).toEqual({ HOST: '127.0.0.1', PORT: 3000 });
    expect([1, 2, 3, 4]).toContain(GLIMPSE_THREADS);
  });

  test('variables are parsed, and others let be', () => {
    const environment = {
      HOST: '::1',
      PORT: '8080',
      GLIMPSE_MODEL: 'resnet18',
      GLIMPSE_THREADS: '2',
      PATH: '/usr/bin',
    };
    expect(readSettings(environment)).toEqual({
      HOST: '::1',
      PORT: 8080,
      GLIMPSE_MODEL: 'resnet18',
      GLIMPSE_THREADS: 2,
    });
  });

  test('a variable set to nothing is not set', () => {
    const environment = { HOST: '', PORT: '', GLIMPSE_MODEL: '', GLIMPSE_THREADS: '1' };
    expect(readSettings(environment)).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      GLIMPSE_THREADS: 1,
    });
  });

  test('port 0 is any free one, 65535 the last', () => {
    expect(readSettings({ PORT: '0' }).PORT).toBe(0);
    expect(readSettings({ PORT: '65535' }).PORT).toBe(65_535);
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['GLIMPSE_THREADS', '0'],
    ['GLIMPSE_THREADS', '65'],
    ['GLIMPSE_THREADS', 'all'],
  ])('%s may not be "%s", and the error names it', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: [name] })] }),
    );
  });
});

describe('in Lambda', () => {
  test('everything has a default', () => {
    expect(readLambdaSettings({})).toEqual({
      folder: '/opt/model',
      pageFolder: '/var/task/page',
      threads: 1,
    });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html: a vCPU at 1,769 MB.
  test.each([
    ['128', 1],
    ['1769', 1],
    ['1770', 2],
    ['3538', 2],
    ['10240', 6],
  ])('%s MB are worth %i threads', (AWS_LAMBDA_FUNCTION_MEMORY_SIZE, threads) => {
    expect(readLambdaSettings({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE }).threads).toBe(threads);
  });

  test('variables say where model and page are', () => {
    const environment = { GLIMPSE_MODEL_FOLDER: '/opt/resnet18', LAMBDA_TASK_ROOT: '/task' };
    expect(readLambdaSettings(environment)).toEqual({
      folder: '/opt/resnet18',
      pageFolder: '/task/page',
      threads: 1,
    });
  });

  test.each([['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'much']])(
    '%s may not be "%s", and the error names it',
    (name, value) => {
      expect(() => readLambdaSettings({ [name]: value })).toThrow(
        expect.objectContaining({ issues: [expect.objectContaining({ path: [name] })] }),
      );
    },
  );
});
