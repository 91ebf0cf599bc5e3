import { findModel, type ModelFolders, requireModel } from './model-folders.ts';

export interface ModelChoice {
  /** The model's folder. */
  readonly folder: string;
  /** One clause for people: why this model. */
  readonly reason: string;
}

/** The model that is taken where nobody names one, if it has been added, and the one that always is there. */
const preferred = 'resnet18';
const fallback = 'efficientnet-lite0';

/**
 * Finds a model by name, or the default one where `name` is undefined.
 *
 * @throws ModelError where no model has that name.
 */
export function chooseModel(folders: ModelFolders, name: string | undefined): ModelChoice {
  if (name !== undefined) {
    return { folder: requireModel(folders, name).folder, reason: 'asked for by name' };
  }
  const added = findModel(folders, preferred);
  if (added) return { folder: added.folder, reason: `${preferred} has been added` };
  return { folder: requireModel(folders, fallback).folder, reason: 'it comes with the project' };
}
