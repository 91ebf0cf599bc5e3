import type { Shelves } from './shelves.ts';
import { findPlace, lookUp } from './shelves.ts';

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
  if (name !== undefined) {
    return { folder: findPlace(shelves, name).folder, why: 'asked for by name' };
  }
  const added = lookUp(shelves, preferred);
  if (added) return { folder: added.folder, why: `${preferred} has been added` };
  return { folder: findPlace(shelves, fallback).folder, why: 'it comes with the project' };
}
