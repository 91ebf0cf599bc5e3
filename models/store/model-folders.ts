import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ModelError } from '../format/model-error.ts';

/** Where models are looked for. */
export interface ModelFolders {
  /** Folder of the models that come with the project. */
  readonly embedded: string;
  /** Folder of the models that the user added; it need not exist. */
  readonly added: string;
}

/** A model's folder, which may hold anything: nothing has been read yet. */
export interface ModelLocation {
  readonly name: string;
  readonly folder: string;
  /** Whether it comes with the project. */
  readonly embedded: boolean;
}

/** Every model that is here, those that come with the project first, in order of their names. */
export function listModels({ embedded, added }: ModelFolders): ModelLocation[] {
  return [
    ...modelNamesIn(embedded).map((name) => ({
      name,
      folder: join(embedded, name),
      embedded: true,
    })),
    ...modelNamesIn(added).map((name) => ({ name, folder: join(added, name), embedded: false })),
  ];
}

/** The user's own model of that name, else the project's. */
export function findModel(folders: ModelFolders, name: string): ModelLocation | undefined {
  return listModels(folders).findLast((place) => place.name === name);
}

/** @throws ModelError where no model has that name. */
export function requireModel(folders: ModelFolders, name: string): ModelLocation {
  const place = findModel(folders, name);
  if (place) return place;
  const names = listModels(folders).map((one) => one.name);
  throw new ModelError(
    `There is no model named "${name}"; the models here are: ${names.join(', ') || 'none'}.`,
  );
}

/** Folders whose names begin with a dot are models that are being installed or removed. */
function modelNamesIn(shelf: string): string[] {
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf)
    .filter((name) => !name.startsWith('.') && existsSync(join(shelf, name, 'manifest.json')))
    .sort();
}

/** Where this machine's models are; `root` is the checkout. */
export function getModelFolders(root: string): ModelFolders {
  return { embedded: join(root, 'models'), added: join(glimpseHome(process.env), 'models') };
}

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
