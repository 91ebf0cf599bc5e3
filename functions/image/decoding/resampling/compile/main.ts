import { Command } from 'commander';
import { CompileError } from './compile.ts';
import { generate, isStale } from './generated-file.ts';

const program = new Command('kernels')
  .description('Compiles the kernels that resize pictures from AssemblyScript to WebAssembly.')
  .showHelpAfterError();

program
  .command('generate')
  .description('write functions/image/decoding/resampling/compiled-kernels.ts')
  .action(generate);

program
  .command('check')
  .description('fail if `generate` would change anything')
  .action(async () => {
    if (!(await isStale())) return;
    process.stderr.write('Out of date: the compiled kernels; run npm run generate:kernels.\n');
    process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CompileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
