import { listPlaces, lookUp } from '../models/store/shelves.ts';
import { shelvesOf } from '../models/store/shelves-of.ts';
import { BuildError } from './build-error.ts';

/** What a deployment takes where no model is named: it is not in the project, and never replaced silently. */
export const usualModel = 'resnet18';

/**
 * The folder of the model to deploy.
 *
 * @param root The project.
 * @throws BuildError that says how to get the model.
 */
export function chooseModel(root: string, name: string = usualModel): string {
  const shelves = shelvesOf(root);
  const place = lookUp(shelves, name);
  if (place) return place.folder;
  const others = listPlaces(shelves).map((one) => one.name);
  const remedy =
    name === usualModel
      ? `run "npx glimpse models add ${usualModel}", or choose one of these with -c model=NAME or --model NAME`
      : 'these are';
  throw new BuildError(
    `There is no model ${name} on this machine; ${remedy}: ${others.join(', ')}.`,
  );
}
