import { Command, CommanderError } from 'commander';
import { DeployError, UsageError } from '../errors.ts';
import { addPriceCommand } from './commands/price.ts';
import {
  addSettingFlags,
  addTargetFlags,
  type DeployFlags,
  type DeployTarget,
  givenSettings,
  parseSettings,
  toContext,
} from './flags.ts';
import type { DeployDependencies } from './system/dependencies.ts';

const examples = `
Checks everything first, and asks before a setting of the deployment before is changed and before
permissions are widened: no setting is taken over, the flags are all there is. Then it calls what it
deployed, and tells how fast it is, what a month costs at least, and how to call it. Flags stand
behind two hyphens.

Examples:
  npm run deploy
  npm run deploy -- --stage test --model efficientnet-lite0 --region eu-central-1
  npm run deploy -- --access public --concurrency 5 --email me@example.com --budget 20
  npm run deploy -- --diff
  npm run deploy -- --rollback
  npm run deploy -- --rollback 3
`;

/**
 * Runs one of the commands.
 *
 * @returns The exit code: 0 done, 1 failed, 2 wrong usage.
 */
export async function runProgram(
  argv: readonly string[],
  tools: DeployDependencies,
): Promise<number> {
  // The SDK would warn on every run that it asks for a newer Node from 2027 on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  process.stdout.on('error', stopWhenUnread);
  const program = new Command('npm run')
    .description('Puts Glimpse into an AWS account of yours, and takes it out again.')
    .configureOutput({ outputError: writeUsageError })
    .exitOverride();
  addDeploy(program, tools);
  addDestroy(program, tools);
  addPriceCommand(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError || error instanceof DeployError)) throw error;
    process.stderr.write(`glimpse: ${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function addDeploy(program: Command, tools: DeployDependencies): void {
  const command = program
    .command('deploy')
    .description('deploy, and prove by a call that it works');
  addSettingFlags(addTargetFlags(command))
    .option('--diff', 'show what would change, and change nothing')
    .option(
      '--rollback [version]',
      'let callers get this version, or the one before; nothing is built or uploaded',
    )
    .option('--yes', 'ask nothing')
    .option('--json', 'print one JSON document, and progress on stderr')
    .addHelpText('after', examples)
    .action(async ({ rollback, ...flags }: DeployFlags) => {
      // The SDK is loaded when it is needed: --help and prices are told at once.
      if (rollback) return await goBack(rollback, flags, tools);
      const { deploy } = await import('./commands/deploy.ts');
      return await deploy(flags, tools);
    });
}

async function goBack(
  to: string | true,
  flags: DeployFlags,
  tools: DeployDependencies,
): Promise<void> {
  const { stage } = parseSettings(toContext(flags));
  if (flags.diff) throw new UsageError('--rollback and --diff do not go together.');
  const settings = givenSettings(flags);
  if (settings.length > 0) {
    throw new UsageError(
      `a version keeps its settings: leave out ${settings.join(', ')} beside --rollback.`,
    );
  }
  if (to !== true && !/^[1-9]\d*$/.test(to)) {
    throw new UsageError(`--rollback takes the number of a version, and "${to}" is none.`);
  }
  const { rollback } = await import('./commands/rollback.ts');
  const order = { ...flags, stage, json: flags.json === true };
  await rollback(to === true ? order : { ...order, to }, tools);
}

function addDestroy(program: Command, tools: DeployDependencies): void {
  const command = program
    .command('destroy')
    .description('remove a deployment, and tell what stays');
  addTargetFlags(command)
    .option('--yes', 'ask nothing')
    .action(async ({ yes, ...place }: DeployTarget & { readonly yes?: boolean }) => {
      const { stage } = parseSettings(toContext(place));
      const { destroy } = await import('./commands/destroy.ts');
      await destroy({ ...place, stage, yes: yes === true }, tools);
    });
}

/** Commander's own errors in the form of all others. */
function writeUsageError(text: string, write: (line: string) => void): void {
  write(`glimpse: ${text.replace(/^error: /, '').trim()} (see --help)\n`);
}

/** The reader has seen enough, as `head` does. */
function stopWhenUnread(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
