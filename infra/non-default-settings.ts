import { defaultModel } from './deploy-model.ts';
import {
  type DeploymentSettings,
  readDeploymentSettings,
  type SettingName,
  settingNames,
} from './settings.ts';

/** Settings by name, spelled like context and flags. */
export type SpelledSettings = Readonly<Record<string, string>>;

/**
 * Returns the settings that differ from their defaults. Passed as context they reproduce the
 * deployment. The stage is not included: it is the name of the stack.
 */
export function getNonDefaultSettings(settings: DeploymentSettings): SpelledSettings {
  const { access } = settings;
  // Public access changes the default of concurrency.
  const defaults: SpelledSettings = {
    ...spell(readDeploymentSettings({ access })),
    access: defaultAccess,
  };
  const changed = Object.entries(spell(settings)).filter(
    ([name, value]) => value !== defaults[name],
  );
  return Object.fromEntries(changed);
}

const { access: defaultAccess } = readDeploymentSettings({});

/** Spells all settings for people; a value that is not set is `none`. */
export function spellSettings(nonDefault: SpelledSettings): SpelledSettings {
  return spell(readDeploymentSettings(nonDefault));
}

function spell(settings: DeploymentSettings): SpelledSettings {
  const names = settingNames.filter((name) => name !== 'stage');
  return Object.fromEntries(names.map((name) => [name, spellValue(settings, name)]));
}

function spellValue(settings: DeploymentSettings, name: SettingName): string {
  if (name === 'model') return settings.model ?? defaultModel;
  const value = settings[name];
  return (Array.isArray(value) ? value.join(',') : String(value ?? '')) || 'none';
}
