import type { Command } from 'commander';
import { removeModel } from '../../../../models/store/install-model.ts';
import type { Installation } from '../../installation.ts';
import { locateModel } from '../../models/context.ts';

/** Adds `glimpse models remove`, which removes a model that the user added. */
export function addRemove(models: Command, { root }: Installation): void {
  models
    .command('remove')
    .description('remove a model that you added')
    .argument('<name>', 'name of an installed model')
    .action(async (name: string) => {
      await removeModel(locateModel(root, name));
      process.stdout.write(`${name} is removed.\n`);
    });
}
