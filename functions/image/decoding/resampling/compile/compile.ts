import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../kernels', import.meta.url));

/** Nothing but the kernels: no allocator, no start function, and memory that the caller makes. */
const options = [
  '-O3',
  '--converge',
  '--noAssert',
  ...['--runtime', 'stub'],
  '--importMemory',
  '--noExportMemory',
  ...['--initialMemory', '1'],
  ...['--enable', 'simd'],
  // "Exchange of 'v128' values": no vector leaves the module.
  ...['--disableWarning', '112'],
];

/** What the compiler found in the kernels. */
export class CompileError extends Error {}

/**
 * Compiles the kernels to a WebAssembly module: the same bytes on every machine.
 *
 * @throws CompileError for warnings too
 */
export async function compileKernels(): Promise<Uint8Array> {
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    ['index.ts', '--baseDir', folder, '--outFile', 'kernels.wasm', ...options],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') module = contents;
      },
    },
  );
  const found = `${stderr}${error?.message ?? ''}`;
  if (found !== '' || !module) throw new CompileError(found);
  return module;
}
