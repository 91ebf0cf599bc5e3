import { describe, expect, test } from 'vitest';
import { readLocalSettings } from '../../functions/local-settings.ts';

describe('on a machine of one’s own', () => {
  test('everything has a default', () => {
    const { GLIMPSE_THREADS, ...settings } = readLocalSettings({});
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
    expect(readLocalSettings(environment)).toEqual({
      HOST: '::1',
      PORT: 8080,
      GLIMPSE_MODEL: 'resnet18',
      GLIMPSE_THREADS: 2,
    });
  });

  test('a variable set to nothing is not set', () => {
    const environment = { HOST: '', PORT: '', GLIMPSE_MODEL: '', GLIMPSE_THREADS: '1' };
    expect(readLocalSettings(environment)).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      GLIMPSE_THREADS: 1,
    });
  });

  test('port 0 is any free one, 65535 the last', () => {
    expect(readLocalSettings({ PORT: '0' }).PORT).toBe(0);
    expect(readLocalSettings({ PORT: '65535' }).PORT).toBe(65_535);
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
    expect(() => readLocalSettings({ [name]: value })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: [name] })] }),
    );
  });
});
