import { readFile, writeFile } from 'node:fs/promises';
import { compileKernels } from './compile.ts';

const file = new URL('../compiled-kernels.ts', import.meta.url);

/** Compiles the kernels, and writes the module that has them as base64. */
export async function generate(): Promise<void> {
  await writeFile(file, await declare());
}

/** Tells whether the module is not what the kernels compile to. */
export async function isStale(): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text !== (await declare());
}

async function declare(): Promise<string> {
  const base64 = Buffer.from(await compileKernels()).toString('base64');
  return `// Generated from kernels/ by \`npm run generate:kernels\`; changes here are lost.

/** A WebAssembly module as base64. */
export const compiledKernels =
  '${base64}';
`;
}
