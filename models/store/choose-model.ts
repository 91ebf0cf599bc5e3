import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../format/model-error.ts';

/** Where models are looked for. */
export interface Shelves {
  /** Folder of the models that come with the project. */
  readonly embedded: string;
  /** Folder of the models that the user added; it need not exist. */
  readonly added: string;
}

export interface Choice {
  /** The model's folder. */
  readonly folder: string;
  /** One clause for people: why this model. */
  readonly why: string;
}

/** The model that is taken where nobody names one, if it has been added, and the one that always is there. */
const preferred = 'resnet18';
const fallback = 'efficientnet-lite0';

/**
 * Finds a model by name, or the default one where `name` is undefined.
 *
 * @throws ModelError where no model has that name.
 */
export function chooseModel(shelves: Shelves, name: string | undefined): Choice {
  if (name !== undefined) return { folder: findModel(shelves, name), why: 'asked for by name' };
  const added = folderOf(shelves.added, preferred);
  if (added) return { folder: added, why: `${preferred} has been added` };
  return { folder: findModel(shelves, fallback), why: 'it comes with the project' };
}

function findModel(shelves: Shelves, name: string): string {
  const folder = folderOf(shelves.added, name) ?? folderOf(shelves.embedded, name);
  if (folder) return folder;
  const names = [...listModels(shelves.embedded), ...listModels(shelves.added)].join(', ');
  throw new ModelError(
    `There is no model named "${name}"; the models here are: ${names || 'none'}.`,
  );
}

function folderOf(shelf: string, name: string): string | undefined {
  return listModels(shelf).includes(name) ? join(shelf, name) : undefined;
}

function listModels(shelf: string): string[] {
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf)
    .filter((name) => existsSync(join(shelf, name, 'manifest.json')))
    .sort();
}
