import type { Command } from 'commander';
import { UsageError } from '../../client/terminal/errors.ts';
import { type CommandFailure, createProgram, runProgram } from '../../client/terminal/program.ts';
import { DeployError } from '../errors.ts';
import { addPriceCommand } from './commands/price.ts';
import {
  addSettingFlags,
  addTargetFlags,
  type DeployFlags,
  type DeployTarget,
  listSettingFlags,
  parseSettings,
  toContext,
} from './flags.ts';
import type { DeployDependencies } from './system/dependencies.ts';

const deployExamples = `
Runs all checks first, and asks before it changes a setting of the previous deployment or widens
permissions. Settings are not carried over from the previous deployment: pass every one you need.
Afterwards it calls the new deployment and prints how fast it is, what a month costs at least, and
how to call it. Put flags after "--".

Examples:
  npm run deploy
  npm run deploy -- --stage test --model efficientnet-lite0 --region eu-central-1
  npm run deploy -- --access public --concurrency 5 --email me@example.com --budget 20
  npm run deploy -- --diff
  npm run deploy -- --rollback
  npm run deploy -- --rollback 3

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

const destroyExamples = `
Asks before it removes the stack. Put flags after "--".

Examples:
  npm run destroy
  npm run destroy -- --stage test --region eu-central-1

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

/**
 * Runs one of the commands.
 *
 * @returns The exit code: 0 done, 1 failed, 2 wrong usage.
 */
export async function main(
  argv: readonly string[],
  dependencies: DeployDependencies,
): Promise<number> {
  // Otherwise the SDK warns on every run that it requires a newer Node from 2027 on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const program = createProgram('npm run', '--help').description(
    'Deploys Glimpse to your AWS account, and removes it.',
  );
  addDeployCommand(program, dependencies);
  addDestroyCommand(program, dependencies);
  addPriceCommand(program);
  return await runProgram(program, argv, describeError);
}

function describeError(error: unknown): CommandFailure | undefined {
  if (error instanceof UsageError) return { message: error.message, exitCode: 2 };
  return error instanceof DeployError ? { message: error.message, exitCode: 1 } : undefined;
}

function addDeployCommand(program: Command, dependencies: DeployDependencies): void {
  const command = program
    .command('deploy')
    .description('deploy, and call the deployment to prove that it works');
  addSettingFlags(addTargetFlags(command))
    .option('--diff', 'show what would change, and change nothing')
    .option(
      '--rollback [version]',
      'switch callers to this version, or to the previous one; builds and uploads nothing',
    )
    .option('--yes', 'do not ask for confirmation')
    .option('--json', 'print one JSON document; progress goes to stderr')
    .addHelpText('after', deployExamples)
    .action(async ({ rollback, ...flags }: DeployFlags) => {
      // Commands load the AWS SDK and the CDK on demand, so that --help and prices are fast.
      if (rollback) return await runRollback(rollback, flags, dependencies);
      const { deploy } = await import('./commands/deploy.ts');
      return await deploy(flags, dependencies);
    });
}

async function runRollback(
  version: string | true,
  flags: DeployFlags,
  dependencies: DeployDependencies,
): Promise<void> {
  const { stage } = parseSettings(toContext(flags));
  if (flags.diff) throw new UsageError('--rollback cannot be combined with --diff.');
  const settings = listSettingFlags(flags);
  if (settings.length > 0) {
    throw new UsageError(
      `--rollback cannot be combined with ${settings.join(', ')}: a version keeps its settings.`,
    );
  }
  if (version !== true && !/^[1-9]\d*$/.test(version)) {
    throw new UsageError(`--rollback takes a version number, and "${version}" is not one.`);
  }
  const { rollback } = await import('./commands/rollback.ts');
  const options = { ...flags, stage, json: flags.json === true };
  await rollback(version === true ? options : { ...options, version }, dependencies);
}

function addDestroyCommand(program: Command, dependencies: DeployDependencies): void {
  const command = program
    .command('destroy')
    .description('remove a deployment, and list what remains');
  addTargetFlags(command)
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', destroyExamples)
    .action(async ({ yes, ...target }: DeployTarget & { readonly yes?: boolean }) => {
      const { stage } = parseSettings(toContext(target));
      const { destroy } = await import('./commands/destroy.ts');
      await destroy({ ...target, stage, yes: yes === true }, dependencies);
    });
}
