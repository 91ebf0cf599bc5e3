import { describe, expect, test } from 'vitest';
import { readLocalSettings } from '../../functions/local-settings.ts';

describe('local settings', () => {
  test('everything has a default', () => {
    const { GLIMPSE_THREADS, ...settings } = readLocalSettings({});
    expect(settings).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      GLIMPSE_HEIC: 'on',
      GLIMPSE_HOSTS: [],
    });
    expect([1, 2, 3, 4]).toContain(GLIMPSE_THREADS);
  });

  test('variables are parsed, and others ignored', () => {
    const environment = {
      HOST: '::1',
      PORT: '8080',
      GLIMPSE_HEIC: 'off',
      GLIMPSE_HOSTS: 'Glimpse.lan, [::2]',
      GLIMPSE_MODEL: 'resnet18',
      GLIMPSE_THREADS: '2',
      PATH: '/usr/bin',
    };
    expect(readLocalSettings(environment)).toEqual({
      HOST: '::1',
      PORT: 8080,
      GLIMPSE_HEIC: 'off',
      GLIMPSE_HOSTS: ['glimpse.lan', '[::2]'],
      GLIMPSE_MODEL: 'resnet18',
      GLIMPSE_THREADS: 2,
    });
  });

  test('an empty variable counts as not set', () => {
    const environment = { HOST: '', PORT: '', GLIMPSE_MODEL: '', GLIMPSE_THREADS: '1' };
    expect(readLocalSettings(environment)).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      GLIMPSE_HEIC: 'on',
      GLIMPSE_HOSTS: [],
      GLIMPSE_THREADS: 1,
    });
  });

  test('ports range from 0, for any free one, to 65535', () => {
    expect(readLocalSettings({ PORT: '0' }).PORT).toBe(0);
    expect(readLocalSettings({ PORT: '65535' }).PORT).toBe(65_535);
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['GLIMPSE_HEIC', 'yes'],
    ['GLIMPSE_HOSTS', 'https://glimpse.lan'],
    ['GLIMPSE_HOSTS', 'glimpse.lan:3000'],
    ['GLIMPSE_THREADS', '0'],
    ['GLIMPSE_THREADS', '65'],
    ['GLIMPSE_THREADS', 'all'],
  ])('%s cannot be "%s", and the error names it', (name, value) => {
    expect(() => readLocalSettings({ [name]: value })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: [name] })] }),
    );
  });
});
