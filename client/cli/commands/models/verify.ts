import type { Command } from 'commander';
import { workshopOf } from '../../adding/workshop.ts';
import type { Installation } from '../../installation.ts';
import { placeOf } from '../../place-of.ts';

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
      const { verifyModel } = await import('../../adding/verify-model.ts');
      const workshop = workshopOf(root);
      const { folder } = placeOf(root, name);
      await verifyModel(folder, { ...workshop, from, calibration });
      process.stdout.write(`${name} is sound.\n`);
    });
}
