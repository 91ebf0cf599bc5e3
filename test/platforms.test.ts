import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './support/fixtures.ts';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Packages with native code that `npm ci` needs on each platform. */
describe.each([
  ['linux', 'x64', ['@img/sharp-linux-x64', '@img/sharp-libvips-linux-x64', '@esbuild/linux-x64']],
  [
    'linux',
    'arm64',
    ['@img/sharp-linux-arm64', '@img/sharp-libvips-linux-arm64', '@esbuild/linux-arm64'],
  ],
  [
    'darwin',
    'arm64',
    ['@img/sharp-darwin-arm64', '@img/sharp-libvips-darwin-arm64', '@esbuild/darwin-arm64'],
  ],
  ['win32', 'x64', ['@img/sharp-win32-x64', '@esbuild/win32-x64']],
])('%s %s', (platform, arch, names) => {
  test.each(names)('the lock file has %s with its integrity', (name) => {
    expect(packages[`node_modules/${name}`]?.integrity).toMatch(/^sha512-/);
  });

  test('onnxruntime-node contains its binding', () => {
    const binding = `bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`;
    expect(existsSync(join(root, 'node_modules/onnxruntime-node', binding))).toBe(true);
  });
});

test('the lock file names no download addresses', () => {
  const resolved = Object.values<{ resolved?: string }>(packages).flatMap(
    ({ resolved }) => resolved ?? [],
  );
  expect(resolved).toEqual([]);
});
