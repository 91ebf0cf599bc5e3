import type { Command } from 'commander';
import type { Installation } from '../../installation.ts';
import { createModelContext, locateModel } from '../../models/context.ts';

interface Flags {
  readonly from?: string;
  readonly calibration?: string;
}

const examples = `
Examples:
  glimpse models verify efficientnet-lite0
  glimpse models verify flowers --from flowers.pth --calibration photos/
`;

/** Adds `glimpse models verify`, which repeats the checks of the installation. */
export function addVerify(models: Command, { root }: Installation): void {
  models
    .command('verify')
    .description('check a model again: files, tensors, answers')
    .argument('<name>', 'name of an installed model')
    .option('--from <file>', 'checkpoint it was built from (default: its original path)')
    .option(
      '--calibration <folder>',
      'pictures to compare int8 and float32 on (default: those of its calibration)',
    )
    .addHelpText('after', examples)
    .action(async (name: string, { from, calibration }: Flags) => {
      const { verifyModel } = await import('../../models/verify-model.ts');
      const context = createModelContext(root);
      const { folder } = locateModel(root, name);
      await verifyModel(folder, { ...context, from, calibration });
      process.stdout.write(`${name} is valid.\n`);
    });
}
