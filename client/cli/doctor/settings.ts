import { readSettings, type Settings } from '../../../functions/settings.ts';

/** What the variables say; undefined where one cannot be understood, of which one look tells. */
export function settingsIfSound(): Settings | undefined {
  try {
    return readSettings(process.env);
  } catch {
    return undefined;
  }
}
