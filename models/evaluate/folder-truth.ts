import type { ClassNames } from './class-names.ts';
import type { Truth } from './csv-truth.ts';

/**
 * Derives the classes of pictures from their top folder, which is named by synset or label.
 * Pictures outside of any folder have no class.
 *
 * @param pictures Paths separated by `/`.
 * @throws EvaluationError if a folder's name means no class or several classes.
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
