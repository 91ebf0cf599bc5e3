import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNpm } from '../../../infra/layers/npm-ci.ts';
import { writeTree } from '../../support/fake-npm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('findNpm', () => {
  test('uses the npm that runs this process, under npx too', async () => {
    const folder = temporaryFolder();
    await writeTree(folder, { 'npm-cli.js': '', 'npx-cli.js': '', 'pnpm.cjs': '' });
    const node = join(folder, 'node');
    const expected = { command: node, args: [join(folder, 'npm-cli.js')] };
    const from = (name: string): object => findNpm({ npm_execpath: join(folder, name) }, node);
    expect(from('npm-cli.js')).toEqual(expected);
    expect(from('npx-cli.js')).toEqual(expected);
    expect(from('pnpm.cjs')).toEqual({ command: 'npm', args: [] });
  });

  test.each([
    ['Windows', 'node.exe', 'node_modules/npm/bin/npm-cli.js'],
    ['Unix', 'bin/node', 'lib/node_modules/npm/bin/npm-cli.js'],
  ])('uses the npm that came with Node on %s', async (_, node, script) => {
    const folder = temporaryFolder();
    await writeTree(folder, { [node]: '', [script]: '' });
    expect(findNpm({}, join(folder, node))).toEqual({
      command: join(folder, node),
      args: [join(folder, script)],
    });
  });

  test('otherwise uses the npm on the PATH', async () => {
    const node = join(temporaryFolder(), 'node');
    expect(findNpm({ npm_execpath: '/gone/npm-cli.js' }, node)).toEqual({
      command: 'npm',
      args: [],
    });
  });
});
