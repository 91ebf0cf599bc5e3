import { findModel, type ModelFolders, requireModel } from './model-folders.ts';

export interface ModelChoice {
  /** The model's folder. */
  readonly folder: string;
  /** Why this model was chosen: one clause for people. */
  readonly reason: string;
}

/** The default model if it has been added, and the built-in one that always exists. */
const preferred = 'resnet18';
const fallback = 'efficientnet-lite0';

/**
 * Finds a model by name, or the default model if `name` is undefined.
 *
 * @throws ModelError if no model has that name.
 */
export function chooseModel(folders: ModelFolders, name: string | undefined): ModelChoice {
  if (name !== undefined) {
    return { folder: requireModel(folders, name).folder, reason: 'selected by name' };
  }
  const added = findModel(folders, preferred);
  if (added) return { folder: added.folder, reason: `${preferred} has been added` };
  return { folder: requireModel(folders, fallback).folder, reason: 'built in' };
}
