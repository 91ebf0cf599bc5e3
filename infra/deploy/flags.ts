import type { Command } from 'commander';
import { defaultModel } from '../deploy-model.ts';
import { UsageError } from '../errors.ts';
import { readDeploymentSettings, SettingsError } from '../settings.ts';

/** Which deployment a command is about, and how AWS is reached. */
export interface DeployTarget {
  readonly stage?: string;
  readonly region?: string;
  readonly profile?: string;
}

const { access, memory, urls, budget, stage } = readDeploymentSettings({});
const { concurrency } = readDeploymentSettings({ access: 'public' });

/** Settings of a deployment, as `infra/settings.ts` reads them, one flag each. */
const settings = {
  model: `<name>  the model (default: ${defaultModel}, which is added first where it is missing)`,
  access: `<who>  who may call: iam (requests are signed) or public (default: ${access})`,
  memory: `<mb>  memory in MB, 512 to 10240; more memory is more processor (default: ${memory}, one)`,
  bucket: '<name>  the one S3 bucket that pictures may be read from (default: none)',
  urls: `<which>  URLs that may be fetched: public, off, or host names with commas (default: ${urls})`,
  origins: '<list>  web sites that may call from a browser, with commas (default: none)',
  concurrency: `<count>  most environments at once, or none (default: ${concurrency} with public access)`,
  email: '<address>  where alarms and the budget are sent (default: nowhere)',
  budget: `<usd>  a month, for the budget mail and the alarm on calls (default: ${budget})`,
} as const;

type SettingFlags = { readonly [name in keyof typeof settings]?: string };

export interface DeployFlags extends DeployTarget, SettingFlags {
  readonly diff?: boolean;
  readonly yes?: boolean;
  /** The version to go to; the one before where it is left open. */
  readonly rollback?: string | true;
  readonly json?: boolean;
}

export function addTargetFlags(command: Command): Command {
  return command
    .option('--stage <name>', `several stages live beside one another (default: ${stage})`)
    .option('--region <region>', 'AWS region (default: AWS_REGION, else that of the profile)')
    .option('--profile <name>', 'profile of ~/.aws to act as (default: AWS_PROFILE)');
}

export function addSettingFlags(command: Command): Command {
  for (const [name, text] of Object.entries(settings)) {
    const [value = '', ...words] = text.split('  ');
    command.option(`--${name} ${value}`, words.join(' '));
  }
  return command;
}

/** The flags of settings that were given. */
export function givenSettings(flags: SettingFlags): string[] {
  const names = Object.keys(settings) as (keyof SettingFlags)[];
  return names.filter((name) => flags[name] !== undefined).map((name) => `--${name}`);
}

/** The context keys for the CDK app: the flags that were given, and nothing for the others. */
export function toContext(flags: DeployTarget & SettingFlags): Record<string, string> {
  const names = ['stage', ...Object.keys(settings)] as (keyof (DeployTarget & SettingFlags))[];
  return Object.fromEntries(
    names.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  );
}

/** What the context says, defaults filled in. @throws UsageError */
export function parseSettings(context: Record<string, string>) {
  try {
    return readDeploymentSettings(context);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}
