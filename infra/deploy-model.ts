import { findModel, getModelFolders, listModels } from '../models/store/model-folders.ts';
import { BuildError } from './errors.ts';

/** What a deployment takes where no model is named: it is not in the project, and never replaced silently. */
export const defaultModel = 'resnet18';

/**
 * The folder of the model to deploy.
 *
 * @param root The project.
 * @throws BuildError that says how to get the model.
 */
export function findDeployModel(root: string, name: string = defaultModel): string {
  const folders = getModelFolders(root);
  const place = findModel(folders, name);
  if (place) return place.folder;
  const others = listModels(folders).map((one) => one.name);
  const remedy =
    name === defaultModel
      ? `run "npx glimpse models add ${defaultModel}", or choose one of these with -c model=NAME or --model NAME`
      : 'these are';
  throw new BuildError(
    `There is no model ${name} on this machine; ${remedy}: ${others.join(', ')}.`,
  );
}
