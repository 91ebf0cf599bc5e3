import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pruneLockFile } from '../../../infra/layers/prune-lock-file.ts';
import { root } from '../../support/fixtures.ts';

const integrity = 'sha512-AAAA';
const locked = (version: string, dependencies = {}): object => ({
  version,
  integrity,
  dependencies,
});

describe('pruneLockFile', () => {
  test('keeps the dependencies of a package, the nearest version of each, and nothing else', () => {
    const packages = {
      '': { name: 'project', version: '1.0.0' },
      'node_modules/a': locked('1.0.0', { b: '^2', '@scope/c': '1' }),
      'node_modules/b': locked('1.0.0'),
      'node_modules/a/node_modules/b': locked('2.0.0', { d: '1' }),
      'node_modules/@scope/c': {
        ...locked('1.0.0', { a: '1' }),
        optionalDependencies: { e: '1' },
      },
      'node_modules/d': locked('1.0.0'),
      'node_modules/e': { ...locked('1.0.0'), os: ['win32'] },
      'node_modules/f': locked('1.0.0'),
    };
    const { manifest, lock } = pruneLockFile(JSON.stringify({ lockfileVersion: 3, packages }), [
      'a',
    ]);
    expect(manifest).toMatchObject({ dependencies: { a: '1.0.0' } });
    const { '': _, 'node_modules/b': __, 'node_modules/f': ___, ...kept } = packages;
    expect(lock).toMatchObject({ lockfileVersion: 3, packages: { ...kept, '': manifest } });
    expect(Object.keys((lock as typeof lock & { packages: object }).packages).sort()).toEqual(
      ['', ...Object.keys(kept)].sort(),
    );
  });

  test('finds the native packages in the project’s lock file', () => {
    const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
    const { manifest, lock } = pruneLockFile(text, ['onnxruntime-node', 'sharp']);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({
      dependencies: {
        'onnxruntime-node': dependencies['onnxruntime-node'],
        sharp: dependencies.sharp,
      },
    });
    expect(lock).toMatchObject({
      packages: {
        'node_modules/onnxruntime-common': {},
        'node_modules/@img/sharp-linux-arm64': {},
        'node_modules/@img/sharp-libvips-linux-arm64': {},
      },
    });
  });
});
