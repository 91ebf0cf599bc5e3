import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder for models that a user adds: `GLIMPSE_HOME`, else `glimpse` in the user's data folder
 * as the platform has it (XDG base directories, macOS and Windows conventions). Empty is not set.
 */
export function glimpseHome(
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment.GLIMPSE_HOME) return environment.GLIMPSE_HOME;
  return join(dataFolder(environment, platform), 'glimpse');
}

function dataFolder(environment: Environment, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    return environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return environment.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}
