import { findModel, getModelFolders, listModels } from '../models/store/model-folders.ts';
import { BuildError } from './errors.ts';

/** The model that is deployed by default. It is not part of the project, and never replaced silently. */
export const defaultModel = 'resnet18';

/**
 * Finds the folder of the model to deploy.
 *
 * @param root Folder of the project.
 * @throws BuildError if the model is missing; the message explains how to get one.
 */
export function findDeployModel(root: string, name: string = defaultModel): string {
  const folders = getModelFolders(root);
  const location = findModel(folders, name);
  if (location) return location.folder;
  const available = listModels(folders).map((model) => model.name);
  const advice =
    name === defaultModel
      ? `run "npx glimpse models add ${defaultModel}", or choose one with -c model=NAME or --model NAME`
      : 'choose one';
  throw new BuildError(
    `there is no model ${name} on this machine; ${advice}: ${available.join(', ')}.`,
  );
}
