import { readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { BuildError } from '../../../infra/errors.ts';
import { buildRuntimeLayer } from '../../../infra/layers/build-runtime-layer.ts';
import { fakeNpm, type Tree, writeTree } from '../../support/fake-npm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readZip } from '../../support/zip.ts';
import { nativePackages, neededFiles } from './native-packages.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const integrity = 'sha512-AAAA';
const lock = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'project' },
    'node_modules/onnxruntime-node': {
      version: '1.27.0',
      integrity,
      dependencies: { 'onnxruntime-common': '1.27.0' },
    },
    'node_modules/onnxruntime-common': { version: '1.27.0', integrity },
    'node_modules/sharp': { version: '0.35.5', integrity },
    'node_modules/libheif-js': { version: '1.23.2', integrity },
    'node_modules/left-out': { version: '1.0.0', integrity },
  },
};

async function project(packages: object = lock.packages): Promise<string> {
  const root = temporaryFolder();
  await writeTree(root, {
    'package-lock.json': JSON.stringify({ ...lock, packages }),
    '.npmrc': 'registry=https://registry.example.com/\n',
  });
  return root;
}

async function build(tree: Tree = nativePackages): Promise<string> {
  await fakeNpm({ tree });
  return (await buildRuntimeLayer({ heic: true, root: await project(), folder: temporaryFolder() }))
    .path;
}

describe('the runtime layer', () => {
  test('contains the files loaded on linux-arm64 and their licences, under nodejs/', async () => {
    const files = readZip(await readFile(await build()));
    expect(files.map(({ path }) => path)).toEqual(neededFiles.map((path) => `nodejs/${path}`));
    for (const { path, bytes } of files) {
      expect(bytes.toString()).toBe(nativePackages[path.replace('nodejs/', '')]);
    }
  });

  test('has no decoder of HEIC if it is off', async () => {
    await fakeNpm({ tree: nativePackages });
    const root = await project();
    const { path } = await buildRuntimeLayer({ heic: false, root, folder: temporaryFolder() });
    const paths = readZip(await readFile(path)).map((file) => file.path);
    expect(paths).toEqual(
      neededFiles.filter((name) => !name.includes('libheif')).map((name) => `nodejs/${name}`),
    );
  });

  test('has the same bytes for the same packages, in every folder', async () => {
    const [one, other] = [await build(), await build()];
    expect((await readFile(one)).equals(await readFile(other))).toBe(true);
  });

  test('makes npm install for Lambda from the pruned lock file, without scripts, and cleans up', async () => {
    const npm = await fakeNpm({ tree: nativePackages });
    const folder = temporaryFolder();
    const onFetch = vi.fn();
    const { path } = await buildRuntimeLayer({
      heic: true,
      root: await project(),
      folder,
      onFetch,
    });
    const [call = [], ...more] = await npm.calls();
    expect(more).toEqual([]);
    expect(call[0]).toBe('ci');
    expect(call).toEqual(
      expect.arrayContaining(['--os=linux', '--cpu=arm64', '--libc=glibc', '--ignore-scripts']),
    );
    expect(onFetch).toHaveBeenCalledOnce();
    expect((await readdir(folder)).map((name) => join(folder, name))).toEqual([path]);
  });

  test('is built once per lock file', async () => {
    const npm = await fakeNpm({ tree: nativePackages });
    const [root, folder, onFetch] = [await project(), temporaryFolder(), vi.fn()];
    const built = await buildRuntimeLayer({ heic: true, root, folder });
    expect(await buildRuntimeLayer({ heic: true, root, folder, onFetch })).toEqual(built);
    expect(onFetch).not.toHaveBeenCalled();

    // A change to a package outside the layer does not rebuild it; one to a package inside does.
    const { packages } = lock;
    const outside = { ...packages, 'node_modules/left-out': { version: '2.0.0', integrity } };
    const same = await buildRuntimeLayer({ heic: true, root: await project(outside), folder });
    expect(same).toEqual(built);
    const inside = { ...packages, 'node_modules/sharp': { version: '0.35.6', integrity } };
    const other = await buildRuntimeLayer({ heic: true, root: await project(inside), folder });
    expect(other.path).not.toBe(built.path);
    expect(await npm.calls()).toHaveLength(2);
  });

  test('deletes old files', async () => {
    await fakeNpm({ tree: nativePackages });
    const folder = temporaryFolder();
    const yesterday = new Date(Date.now() - 86_400_000);
    for (const name of ['runtime-0123456789abcdef.zip', 'runtime.4711', 'model-a.zip']) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), yesterday, yesterday);
    }
    await writeFile(join(folder, 'runtime.4712'), 'in use');
    const { path } = await buildRuntimeLayer({ heic: true, root: await project(), folder });
    expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual(
      [join(folder, 'model-a.zip'), join(folder, 'runtime.4712'), path].sort(),
    );
  });

  test.skipIf(process.platform === 'win32')('follows links within the folder', async () => {
    await fakeNpm({ tree: nativePackages });
    const real = temporaryFolder();
    const folder = join(real, 'link');
    await symlink(temporaryFolder(), folder);
    const { path } = await buildRuntimeLayer({ heic: true, root: await project(), folder });
    expect(readZip(await readFile(path))).toHaveLength(neededFiles.length);
    await rm(folder);
  });
});

describe('fails with one sentence', () => {
  const failures: [string, string, string][] = [
    ['no network', 'npm error code ENOTFOUND\nnpm error network request failed', 'a network'],
    ['an empty cache offline', 'npm error code ENOTCACHED', 'a network'],
    ['a wrong hash', 'npm error code EINTEGRITY\nnpm error sha512-A', 'its hash differs'],
    ['anything else', 'npm error code E403\nnpm error 403 Forbidden', 'npm error 403 Forbidden'],
  ];

  test.each(failures)('%s', async (_, failure, message) => {
    await fakeNpm({ failure });
    const folder = temporaryFolder();
    const building = buildRuntimeLayer({ heic: true, root: await project(), folder });
    await expect(building).rejects.toThrow(BuildError);
    await expect(building).rejects.toThrow(message);
    await expect(building).rejects.toThrow(/^[^\n]+$/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('packages without native code for arm64', async () => {
    const kept = Object.entries(nativePackages).filter(([path]) => !/linux.arm64\//.test(path));
    await expect(build(Object.fromEntries(kept))).rejects.toThrow(
      /^onnxruntime-node.* no native code for linux on arm64/,
    );
  });

  test('a package locked without a hash', async () => {
    const root = await project({ ...lock.packages, 'node_modules/sharp': { version: '0.35.5' } });
    await expect(
      buildRuntimeLayer({ heic: true, root, folder: temporaryFolder() }),
    ).rejects.toThrow('package-lock.json has no integrity hash for node_modules/sharp.');
  });

  test('a package that is not locked', async () => {
    const { 'node_modules/onnxruntime-common': _, ...packages } = lock.packages;
    const root = await project(packages);
    await expect(
      buildRuntimeLayer({ heic: true, root, folder: temporaryFolder() }),
    ).rejects.toThrow('package-lock.json does not name onnxruntime-common.');
  });
});
