import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { createStackMapper } from '../../../functions/lambda/map-stack.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const source = `
interface Unused { readonly a: number }

export function fail(): never {
  throw new Error('a failure');
}
`;

/** Bundles the source as the function is bundled. Returns the bundle's URL, and the stack of its error. */
async function failInBundle(options: { sourcemap: boolean }): Promise<[string, string]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'fail.ts'), source);
  await build({
    ...options,
    absWorkingDir: folder,
    entryPoints: ['fail.ts'],
    outdir: '.',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    minify: true,
  });
  const bundle = pathToFileURL(join(folder, 'fail.mjs')).href;
  // Not in this process: the test runner maps positions itself.
  const code = `import('${bundle}').then(({ fail }) => fail()).catch(({ stack }) => console.log(stack))`;
  return [bundle, execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })];
}

test('a position in the bundle becomes that in its source', async () => {
  const [bundle, stack] = await failInBundle({ sourcemap: true });
  expect(stack).not.toContain('fail.ts:5:9');
  const mapped = createStackMapper(bundle)(stack);
  expect(mapped).toContain('fail.ts:5:9');
  expect(mapped).toContain('Error: a failure');
  // Other lines stay.
  expect(mapped.split('\n').slice(2)).toEqual(stack.split('\n').slice(2));
});

test('without a map, a stack trace stays as it is', async () => {
  const [bundle, stack] = await failInBundle({ sourcemap: false });
  expect(createStackMapper(bundle)(stack)).toBe(stack);
});
