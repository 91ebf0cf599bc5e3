import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNpm } from '../../../infra/layers/npm-ci.ts';
import { plant } from '../../support/fake-npm.ts';
import { emptyFolder } from '../../support/model-folder.ts';

describe('findNpm', () => {
  test('takes the npm that runs it, under npx too', async () => {
    const folder = await emptyFolder();
    await plant(folder, { 'npm-cli.js': '', 'npx-cli.js': '', 'pnpm.cjs': '' });
    const node = join(folder, 'node');
    const expected = { command: node, before: [join(folder, 'npm-cli.js')] };
    const from = (name: string): object => findNpm({ npm_execpath: join(folder, name) }, node);
    expect(from('npm-cli.js')).toEqual(expected);
    expect(from('npx-cli.js')).toEqual(expected);
    expect(from('pnpm.cjs')).toEqual({ command: 'npm', before: [] });
  });

  test.each([
    ['Windows', 'node.exe', 'node_modules/npm/bin/npm-cli.js'],
    ['Unix', 'bin/node', 'lib/node_modules/npm/bin/npm-cli.js'],
  ])('takes the one that came with Node on %s', async (_, node, script) => {
    const folder = await emptyFolder();
    await plant(folder, { [node]: '', [script]: '' });
    expect(findNpm({}, join(folder, node))).toEqual({
      command: join(folder, node),
      before: [join(folder, script)],
    });
  });

  test('takes whichever is on the path otherwise', async () => {
    const node = join(await emptyFolder(), 'node');
    expect(findNpm({ npm_execpath: '/gone/npm-cli.js' }, node)).toEqual({
      command: 'npm',
      before: [],
    });
  });
});
