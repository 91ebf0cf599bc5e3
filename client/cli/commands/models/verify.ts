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

/** `glimpse models verify`: is a model still what it was when it was installed? */
export function addVerify(models: Command, { root }: Installation): void {
  models
    .command('verify')
    .description('check a model again: files, tensors, answers')
    .argument('<name>', 'a model that is here')
    .option('--from <file>', 'the checkpoint that it was made of (default: where it was then)')
    .option(
      '--calibration <folder>',
      'pictures to compare on (default: those that it was calibrated with)',
    )
    .addHelpText('after', examples)
    .action(async (name: string, { from, calibration }: Flags) => {
      const { verifyModel } = await import('../../models/verify-model.ts');
      const context = createModelContext(root);
      const { folder } = locateModel(root, name);
      await verifyModel(folder, { ...context, from, calibration });
      process.stdout.write(`${name} is sound.\n`);
    });
}
