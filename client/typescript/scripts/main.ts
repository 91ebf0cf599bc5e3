import { join } from 'node:path';
import { Command } from 'commander';
import { bundle } from './bundle.ts';
import { generate, staleFiles } from './generated-files.ts';
import { packageFolder } from './root.ts';

const program = new Command('glimpse-client')
  .description('Generates, checks and builds the client package.')
  .showHelpAfterError();

program
  .command('generate')
  .description('write what follows from the router, the version and the licence of the project')
  .action(generate);

program
  .command('check')
  .description('say whether `generate` would change anything')
  .action(async () => {
    const stale = await staleFiles();
    if (stale.length === 0) return;
    process.stderr.write(`Not current: ${stale.join(', ')}; run npm run generate:client.\n`);
    process.exitCode = 1;
  });

program
  .command('build')
  .description('bundle code and declarations into dist/, which is what is packed')
  .action(() => bundle(join(packageFolder, 'dist')));

await program.parseAsync();
