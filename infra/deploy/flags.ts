import type { Command } from 'commander';
import { UsageError } from '../../client/terminal/errors.ts';
import { spellSettings } from '../non-default-settings.ts';
import {
  getSettingFlag,
  readDeploymentSettings,
  type SettingName,
  SettingsError,
  settingNames,
} from '../settings.ts';

/** The deployment that a command works on, and how to reach AWS. */
export interface DeployTarget {
  readonly stage?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Values of the settings' flags. */
type SettingFlags = { readonly [name in SettingName]?: string };

export interface DeployFlags extends DeployTarget, SettingFlags {
  readonly diff?: boolean;
  readonly yes?: boolean;
  /** The version to roll back to; true for the previous one. */
  readonly rollback?: string | true;
  readonly json?: boolean;
}

export function addTargetFlags(command: Command): Command {
  const { stage } = readDeploymentSettings({});
  const { placeholder, help } = getSettingFlag('stage');
  return command
    .option(`--stage ${placeholder}`, `${help} (default: ${stage})`)
    .option('--region <region>', 'AWS region (default: AWS_REGION, or the region of the profile)')
    .option('--profile <name>', 'profile in ~/.aws (default: AWS_PROFILE)');
}

/** Adds a flag for each setting of a deployment, except the stage, which is part of the target. */
export function addSettingFlags(command: Command): Command {
  for (const [name, value] of Object.entries(spellSettings({}))) {
    const { placeholder, help } = getSettingFlag(name as SettingName);
    command.option(`--${name} ${placeholder}`, `${help} (default: ${value})`);
  }
  return command;
}

/** Lists the flags of settings that were given; the stage is not one of them. */
export function listSettingFlags(flags: SettingFlags): string[] {
  return Object.keys(toContext(flags))
    .filter((name) => name !== 'stage')
    .map((name) => `--${name}`);
}

/** Returns the context keys for the CDK app: one for each setting whose flag was given. */
export function toContext(flags: SettingFlags): Record<string, string> {
  const given = settingNames.flatMap((name) => {
    const value = flags[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** Reads settings from context, with defaults filled in. @throws UsageError */
export function parseSettings(context: Record<string, string>) {
  try {
    return readDeploymentSettings(context);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}
