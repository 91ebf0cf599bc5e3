import * as z from 'zod';
import { confirm, printStatus } from '../../client/terminal/prompt.ts';
import { shellQuote } from '../../client/terminal/shell-quote.ts';
import { DeployError } from '../errors.ts';
import {
  getNonDefaultSettings,
  type SpelledSettings,
  spellSettings,
} from '../non-default-settings.ts';
import { type DeploymentSettings, SettingsError } from '../settings.ts';
import type { DeployedStack } from './aws/stack.ts';
import type { DeployFlags } from './flags.ts';

export interface ConfirmSettingsOptions {
  readonly settings: DeploymentSettings;
  /** The flags of this run. We warn about changes the user did not request. */
  readonly flags: DeployFlags;
}

/**
 * Prints which settings a deployment changes, because none is carried over from the previous one, and
 * asks for confirmation. With `--yes` and with `--diff` it only prints.
 *
 * @throws DeployError if the user does not confirm.
 */
export async function confirmSettings(
  stack: DeployedStack | undefined,
  options: ConfirmSettingsOptions,
): Promise<void> {
  const changes = describeSettingsChanges(stack?.outputs.Settings, options);
  if (changes.length === 0) return;
  printStatus(`\nSettings that change:\n${changes.map((change) => `  ${change}`).join('\n')}`);
  const { yes, diff } = options.flags;
  if (yes || diff || (await confirm('Deploy with these settings?'))) return;
  throw new DeployError('nothing was deployed.');
}

/**
 * Describes each setting that changes, in one line.
 *
 * @param output The stack's output `Settings`, which deployments of older versions do not have.
 */
export function describeSettingsChanges(
  output: string | undefined,
  { settings, flags }: ConfirmSettingsOptions,
): string[] {
  const previous = readSettingsOutput(output);
  if (!previous) return [];
  const next = getNonDefaultSettings(settings);
  const [before, after] = [spellSettings(previous), spellSettings(next)];
  // Skip values implied by `access`, and changes with the same effective value.
  const changed = Object.keys(after).filter(
    (name) => previous[name] !== next[name] && before[name] !== after[name],
  );
  return changed.map((name) => {
    const value = previous[name];
    const requested = flags[name as keyof DeployFlags] !== undefined;
    const advice =
      value === undefined || requested ? '' : `; pass --${name} ${shellQuote(value)} to keep it`;
    return `${name}: ${before[name]} -> ${after[name]}${advice}`;
  });
}

/** Returns undefined if there is no output, or a newer version wrote one that this version cannot read. */
function readSettingsOutput(output: string | undefined): SpelledSettings | undefined {
  if (output === undefined) return undefined;
  try {
    const settings = z.record(z.string(), z.string()).parse(JSON.parse(output));
    spellSettings(settings);
    return settings;
  } catch (error) {
    const expected = [SyntaxError, z.ZodError, SettingsError].some((kind) => error instanceof kind);
    if (!expected) throw error;
    printStatus(
      'The settings of the previous deployment cannot be read, so they are not compared.',
    );
    return undefined;
  }
}
