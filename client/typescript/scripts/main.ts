import { join } from 'node:path';
import { Command } from 'commander';
import { bundle } from './bundle.ts';
import { findStaleFiles, generate } from './generated-files.ts';
import { packageFolder } from './root.ts';

const program = new Command('glimpse-client')
  .description('Generates, checks and builds the client package.')
  .showHelpAfterError();

program
  .command('generate')
  .description('write the files derived from the router, version and licence of the project')
  .action(generate);

program
  .command('check')
  .description('fail if `generate` would change anything')
  .action(async () => {
    const stale = await findStaleFiles();
    if (stale.length === 0) return;
    process.stderr.write(`Out of date: ${stale.join(', ')}; run npm run generate:client.\n`);
    process.exitCode = 1;
  });

program
  .command('build')
  .description('bundle code and declarations into dist/, the folder that is packed')
  .action(() => bundle(join(packageFolder, 'dist')));

await program.parseAsync();
