import type { ClassNames } from './class-names.ts';
import type { Truth } from './csv-truth.ts';

/**
 * Classes of pictures that lie in folders named by synset or label, at any depth below them. Those
 * that lie in no folder have none.
 *
 * @param pictures Paths, `/` between.
 * @throws EvaluationError for a folder whose name means no class, or several.
 */
export function folderTruth(pictures: readonly string[], names: ClassNames): Truth {
  const folders = new Map<string, number>();
  const classes = new Map<string, number>();
  for (const picture of pictures) {
    const [folder = '', ...below] = picture.split('/');
    if (below.length === 0) continue;
    const index = folders.get(folder) ?? names.find(folder, `Folder "${folder}"`);
    folders.set(folder, index);
    classes.set(picture, index);
  }
  return { classes, rowsWithoutPicture: 0 };
}
