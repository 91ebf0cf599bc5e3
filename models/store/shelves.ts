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

/** A model's folder, which may hold anything: nothing has been read yet. */
export interface Place {
  readonly name: string;
  readonly folder: string;
  /** Whether it comes with the project. */
  readonly embedded: boolean;
}

/** Every model that is here, those that come with the project first, in order of their names. */
export function listPlaces({ embedded, added }: Shelves): Place[] {
  return [
    ...namesOn(embedded).map((name) => ({ name, folder: join(embedded, name), embedded: true })),
    ...namesOn(added).map((name) => ({ name, folder: join(added, name), embedded: false })),
  ];
}

/** The user's own model of that name, else the project's. */
export function lookUp(shelves: Shelves, name: string): Place | undefined {
  return listPlaces(shelves).findLast((place) => place.name === name);
}

/** @throws ModelError where no model has that name. */
export function findPlace(shelves: Shelves, name: string): Place {
  const place = lookUp(shelves, name);
  if (place) return place;
  const names = listPlaces(shelves).map((one) => one.name);
  throw new ModelError(
    `There is no model named "${name}"; the models here are: ${names.join(', ') || 'none'}.`,
  );
}

/** Folders whose names begin with a dot are models that are being installed or removed. */
function namesOn(shelf: string): string[] {
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf)
    .filter((name) => !name.startsWith('.') && existsSync(join(shelf, name, 'manifest.json')))
    .sort();
}
