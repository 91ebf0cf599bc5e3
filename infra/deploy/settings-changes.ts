import * as z from 'zod';
import { DeployError } from '../errors.ts';
import {
  nonDefaultSettings,
  type SpelledSettings,
  spellSettings,
} from '../non-default-settings.ts';
import { type DeploymentSettings, SettingsError } from '../settings.ts';
import type { DeployedStack } from './aws/stack.ts';
import type { DeployFlags } from './flags.ts';
import { shellQuote } from './system/shell-quote.ts';
import { confirm, say } from './system/terminal.ts';

export interface ConfirmSettingsOptions {
  readonly settings: DeploymentSettings;
  /** What was asked for: a change that was not is the one to be warned of. */
  readonly flags: DeployFlags;
}

/**
 * Tells which settings a deployment changes, since it takes over none from the one before, and asks
 * whether that is meant; with `--yes` and with `--diff` it tells alone.
 *
 * @throws DeployError where it is not meant.
 */
export async function confirmSettings(
  stack: DeployedStack | undefined,
  order: ConfirmSettingsOptions,
): Promise<void> {
  const changes = settingsChanges(stack?.outputs.Settings, order);
  if (changes.length === 0) return;
  say(`\nSettings that change:\n${changes.map((change) => `  ${change}`).join('\n')}`);
  const { yes, diff } = order.flags;
  if (yes || diff || (await confirm('Deploy with these settings?'))) return;
  throw new DeployError('nothing was deployed.');
}

/**
 * A line for each setting that changes.
 *
 * @param told The output `Settings`, which deployments of older versions do not have.
 */
export function settingsChanges(
  told: string | undefined,
  { settings, flags }: ConfirmSettingsOptions,
): string[] {
  const before = read(told);
  if (!before) return [];
  const own = nonDefaultSettings(settings);
  const [was, is] = [spellSettings(before), spellSettings(own)];
  // What goes by the access is no change of its own, nor is what comes to the same.
  const changed = Object.keys(is).filter(
    (name) => before[name] !== own[name] && was[name] !== is[name],
  );
  return changed.map((name) => {
    const value = before[name];
    const asked = flags[name as keyof DeployFlags] !== undefined;
    const remedy =
      value === undefined || asked ? '' : `; pass --${name} ${shellQuote(value)} to keep it`;
    return `${name}: ${was[name]} -> ${is[name]}${remedy}`;
  });
}

/** Undefined where nothing is told, or by a newer version in a way that this one does not know. */
function read(told: string | undefined): SpelledSettings | undefined {
  if (told === undefined) return undefined;
  try {
    const own = z.record(z.string(), z.string()).parse(JSON.parse(told));
    spellSettings(own);
    return own;
  } catch (error) {
    const known = [SyntaxError, z.ZodError, SettingsError].some((kind) => error instanceof kind);
    if (!known) throw error;
    say('The settings of the deployment before cannot be read: they are not compared.');
    return undefined;
  }
}
