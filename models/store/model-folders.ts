import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ModelError } from '../format/model-error.ts';

/** Folders that are searched for models. */
export interface ModelFolders {
  /** Models that come with the project. */
  readonly embedded: string;
  /** Models that the user added; the folder may not exist. */
  readonly added: string;
}

/** The folder of a model. Nothing in it has been read or checked yet. */
export interface ModelLocation {
  readonly name: string;
  readonly folder: string;
  /** Whether it comes with the project. */
  readonly embedded: boolean;
}

/** Lists all models, those that come with the project first, sorted by name. */
export function listModels({ embedded, added }: ModelFolders): ModelLocation[] {
  return [
    ...listNames(embedded).map((name) => ({
      name,
      folder: join(embedded, name),
      embedded: true,
    })),
    ...listNames(added).map((name) => ({ name, folder: join(added, name), embedded: false })),
  ];
}

/** Finds the model of that name: the user's own, else the project's. */
export function findModel(folders: ModelFolders, name: string): ModelLocation | undefined {
  return listModels(folders).findLast((model) => model.name === name);
}

/** @throws ModelError if no model has that name. */
export function requireModel(folders: ModelFolders, name: string): ModelLocation {
  const model = findModel(folders, name);
  if (model) return model;
  const names = listModels(folders).map((each) => each.name);
  throw new ModelError(
    `There is no model named "${name}"; available models: ${names.join(', ') || 'none'}.`,
  );
}

/** Lists models, except those being installed or removed, whose names begin with a dot. */
function listNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && existsSync(join(folder, name, 'manifest.json')))
    .sort();
}

/** Returns the model folders of this machine; `root` is the checkout. */
export function getModelFolders(root: string): ModelFolders {
  return { embedded: join(root, 'models'), added: join(glimpseHome(process.env), 'models') };
}

/**
 * Returns the folder for what Glimpse stores: `GLIMPSE_HOME`, else `glimpse` in the platform's
 * folder for user data (XDG base directories, macOS and Windows conventions). An empty variable
 * counts as unset.
 */
export function glimpseHome(
  environment: Readonly<NodeJS.ProcessEnv>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment.GLIMPSE_HOME) return environment.GLIMPSE_HOME;
  return join(dataFolder(environment, platform), 'glimpse');
}

function dataFolder(environment: Readonly<NodeJS.ProcessEnv>, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    return environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return environment.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}
