import { posix } from 'node:path';
import type { ClassNames } from './class-names.ts';
import { parseCsvRows } from './csv-rows.ts';
import { EvaluationError } from './evaluation-error.ts';

/**
 * Reads the classes of pictures from a CSV file: the first column is the picture's path, with or
 * without its extension, the second its class. ImageNet's LOC_val_solution.csv has this format:
 * https://www.kaggle.com/c/imagenet-object-localization-challenge/data
 * A first line that names neither a picture nor a class is the header.
 *
 * @param pictures Paths separated by `/`.
 * @throws EvaluationError naming the line.
 */
export function csvTruth(text: string, pictures: readonly string[], names: ClassNames): Truth {
  const ids = new Set(pictures.flatMap((picture) => [picture, withoutExtension(picture)]));
  const rows = new Map<string, number>();
  parseCsvRows(text).forEach(({ line, cells: [file = '', name] }, at) => {
    const subject = `Line ${line} of the CSV`;
    if (name === undefined) {
      throw new EvaluationError(`${subject} has one column; expected a file name and its class.`);
    }
    const id = posix.normalize(file.trim());
    if (at === 0 && !names.knows(name) && !ids.has(id)) return;
    const index = names.find(name, `${subject}: "${name}"`);
    if ((rows.get(id) ?? index) !== index) {
      throw new EvaluationError(
        `${subject} gives ${id} another class than an earlier line; delete one of them.`,
      );
    }
    rows.set(id, index);
  });
  return {
    classes: new Map(pictures.flatMap((picture) => findClass(picture, rows))),
    rowsWithoutPicture: [...rows.keys()].filter((id) => !ids.has(id)).length,
  };
}

/** Returns the picture with its class, or nothing if no row names it. */
function findClass(picture: string, rows: ReadonlyMap<string, number>): [string, number][] {
  const index = rows.get(picture) ?? rows.get(withoutExtension(picture));
  return index === undefined ? [] : [[picture, index]];
}

function withoutExtension(path: string): string {
  return path.slice(0, path.length - posix.extname(path).length);
}

/** The true classes of pictures. */
export interface Truth {
  /** Class of each labelled picture, by its path in the folder, separated by `/`. */
  readonly classes: ReadonlyMap<string, number>;
  /** Number of CSV rows whose picture does not exist. */
  readonly rowsWithoutPicture: number;
}
