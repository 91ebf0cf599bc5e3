import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { buildRuntimeLayer } from '../../../infra/layers/build-runtime-layer.ts';
import { listShippedPackages } from '../../../infra/sbom/shipped-packages.ts';
import { fakeNpm, writeTree } from '../../support/fake-npm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { readZip } from '../../support/zip.ts';
import { nativePackages } from '../layers/native-packages.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const locked = { version: '1.0.0', integrity: 'sha512-AAAA' };
const sharpFor = (cpu: string, libc = 'glibc'): object => ({
  ...locked,
  optional: true,
  os: ['linux'],
  cpu: [cpu],
  libc: [libc],
});

const packages = {
  'node_modules/onnxruntime-node': {
    ...locked,
    dependencies: { 'adm-zip': '*', 'onnxruntime-common': '*' },
  },
  'node_modules/adm-zip': locked,
  'node_modules/onnxruntime-common': locked,
  'node_modules/sharp': {
    ...locked,
    dependencies: { semver: '*' },
    optionalDependencies: {
      '@img/sharp-linux-arm64': '*',
      '@img/sharp-linuxmusl-arm64': '*',
      '@img/sharp-linux-x64': '*',
      '@img/sharp-wasm32': '*',
    },
  },
  'node_modules/semver': locked,
  'node_modules/@img/sharp-linux-arm64': {
    ...sharpFor('arm64'),
    optionalDependencies: { '@img/sharp-libvips-linux-arm64': '*' },
  },
  'node_modules/@img/sharp-libvips-linux-arm64': sharpFor('arm64'),
  'node_modules/@img/sharp-linuxmusl-arm64': sharpFor('arm64', 'musl'),
  'node_modules/@img/sharp-linux-x64': sharpFor('x64'),
  'node_modules/@img/sharp-wasm32': locked,
  'node_modules/libheif-js': locked,
  'node_modules/left-out': locked,
};
const lockFile = JSON.stringify({ lockfileVersion: 3, packages });

/** The packages as npm installs them on an x64 machine. */
const onThisMachine = {
  ...Object.fromEntries(
    Object.entries(nativePackages).filter(([path]) => !/@img\/[\w-]+-arm64\//.test(path)),
  ),
  'node_modules/@img/sharp-linux-x64/package.json':
    '{ "exports": { "./sharp.node": "./index.cjs" } }',
  'node_modules/@img/sharp-linux-x64/index.cjs': '',
};

describe('the packages that ship', () => {
  test('are those in the zip of the runtime layer, on a machine that installs others', async () => {
    const [root, project] = [temporaryFolder(), temporaryFolder()];
    await writeTree(root, onThisMachine);
    const listed = await listShippedPackages(root, { function: [], page: [] }, lockFile);

    await fakeNpm({ tree: nativePackages });
    await writeTree(project, { 'package-lock.json': lockFile });
    const { path } = await buildRuntimeLayer({
      heic: true,
      root: project,
      folder: temporaryFolder(),
    });
    const files = readZip(await readFile(path)).map((file) => file.path);
    const folders = files.map((file) =>
      file.replace(/^nodejs\/(node_modules\/(?:@[^/]+\/)?[^/]+)\/.*/, '$1'),
    );
    expect([...listed.keys()].sort()).toEqual([...new Set(folders)].sort());
    expect([...new Set([...listed.values()].flat())]).toEqual(['runtime layer']);
  });

  test('are those of bundled files, by bundle, also if node_modules is a link', async () => {
    const root = temporaryFolder();
    await writeTree(root, onThisMachine);
    const files = {
      function: [
        'functions/lambda/handler.ts',
        'node_modules/@trpc/server/dist/index.mjs',
        'node_modules/pino/lib/a.js',
        'node_modules/pino/node_modules/b/index.js',
      ],
      page: ['../elsewhere/node_modules/@trpc/server/dist/other.mjs', 'client/page/page.ts'],
    };
    const listed = await listShippedPackages(root, files, lockFile);
    expect(Object.fromEntries(listed)).toMatchObject({
      'node_modules/@trpc/server': ['function', 'page'],
      'node_modules/pino': ['function'],
      'node_modules/pino/node_modules/b': ['function'],
      'node_modules/sharp': ['runtime layer'],
    });
  });
});
