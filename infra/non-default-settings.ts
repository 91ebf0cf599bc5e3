import { defaultModel } from './deploy-model.ts';
import { type DeploymentSettings, readDeploymentSettings } from './settings.ts';

/** Settings by their names, spelled as context and flags are. */
export type SpelledSettings = Readonly<Record<string, string>>;

/**
 * The settings in which a deployment is not as usual. As context they make it again. The stage is
 * not among them: it is the name of the stack.
 */
export function nonDefaultSettings(settings: DeploymentSettings): SpelledSettings {
  const { access } = settings;
  // Public access brings a concurrency with it: that one is nobody's own either.
  const usual = { ...spell(readDeploymentSettings({ access })), access: usualAccess };
  const own = Object.entries(spell(settings)).filter(
    ([name, value]) => value !== usual[name as keyof typeof usual],
  );
  return Object.fromEntries(own);
}

const { access: usualAccess } = readDeploymentSettings({});

/** All settings, for people: what there is not is `none`. */
export function spellSettings(own: SpelledSettings): SpelledSettings {
  return spell(readDeploymentSettings(own));
}

function spell(settings: DeploymentSettings) {
  const { urls, origins } = settings;
  return {
    model: settings.model ?? defaultModel,
    access: settings.access,
    memory: String(settings.memory),
    bucket: settings.bucket ?? 'none',
    urls: typeof urls === 'string' ? urls : urls.join(','),
    origins: origins.join(',') || 'none',
    concurrency: String(settings.concurrency ?? 'none'),
    email: settings.email ?? 'none',
    budget: String(settings.budget),
  };
}
