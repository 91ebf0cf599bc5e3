import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { glimpseHome } from '../../../models/store/model-folders.ts';

describe('the home folder', () => {
  test.each(['linux', 'darwin', 'win32'] as const)('is GLIMPSE_HOME on %s', (platform) => {
    const environment = {
      GLIMPSE_HOME: '/models',
      XDG_DATA_HOME: '/data',
      LOCALAPPDATA: 'C:\\Local',
    };
    expect(glimpseHome(environment, platform)).toBe('/models');
  });

  test('follows the XDG base directories on Linux', () => {
    expect(glimpseHome({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(join('/data', 'glimpse'));
    expect(glimpseHome({}, 'linux')).toBe(join(homedir(), '.local', 'share', 'glimpse'));
  });

  test('is in Application Support on macOS', () => {
    const expected = join(homedir(), 'Library', 'Application Support', 'glimpse');
    expect(glimpseHome({}, 'darwin')).toBe(expected);
    expect(glimpseHome({ XDG_DATA_HOME: '/data' }, 'darwin')).toBe(expected);
  });

  test('is in the local application data on Windows', () => {
    const local = 'C:\\Users\\ada\\AppData\\Local';
    expect(glimpseHome({ LOCALAPPDATA: local }, 'win32')).toBe(join(local, 'glimpse'));
    expect(glimpseHome({}, 'win32')).toBe(join(homedir(), 'AppData', 'Local', 'glimpse'));
  });

  test.each(['GLIMPSE_HOME', 'XDG_DATA_HOME'])('treats an empty %s as unset', (name) => {
    const expected = join(homedir(), '.local', 'share', 'glimpse');
    expect(glimpseHome({ [name]: '' }, 'linux')).toBe(expected);
  });
});
