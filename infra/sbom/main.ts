import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { BuildError } from '../errors.ts';
import { findStale, write } from './documents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const program = new Command('sbom')
  .description('Lists what a deployment contains: packages, libraries, models, and their licences.')
  .showHelpAfterError();

program
  .command('write')
  .description('write infra/sbom/glimpse.cdx.json and infra/sbom/licences.md')
  .action(() => write(root));

program
  .command('check')
  .description('fail if `write` would change anything, or a licence is not allowed')
  .action(async () => {
    const stale = await findStale(root);
    if (stale.length > 0)
      throw new BuildError(`Out of date: ${stale.join(', ')}; run npm run sbom.`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
