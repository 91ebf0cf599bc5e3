import { posix } from 'node:path';
import type { ClassNames } from './class-names.ts';
import { csvRows } from './csv-rows.ts';
import { EvaluationError } from './evaluation-error.ts';

/**
 * Classes of pictures from a CSV file: the first column is the picture's path, with or without its
 * extension, the second its class. ImageNet's LOC_val_solution.csv is one:
 * https://www.kaggle.com/c/imagenet-object-localization-challenge/data
 * A first line that names neither a picture nor a class is taken for the header.
 *
 * @param pictures Paths, `/` between.
 * @throws EvaluationError that names the line.
 */
export function csvTruth(text: string, pictures: readonly string[], names: ClassNames): Truth {
  const ids = new Set(pictures.flatMap((picture) => [picture, withoutExtension(picture)]));
  const rows = new Map<string, number>();
  csvRows(text).forEach(({ line, cells: [file = '', name] }, at) => {
    const where = `Line ${line} of the CSV`;
    if (name === undefined) {
      throw new EvaluationError(`${where} has one column; expected a file and its synset.`);
    }
    const id = posix.normalize(file.trim());
    if (at === 0 && !names.knows(name) && !ids.has(id)) return;
    const index = names.find(name, `${where}: "${name}"`);
    if ((rows.get(id) ?? index) !== index) {
      throw new EvaluationError(`${where} gives ${id} another class than a line before it.`);
    }
    rows.set(id, index);
  });
  return {
    classes: new Map(pictures.flatMap((picture) => pairOf(picture, rows))),
    rowsWithoutPicture: [...rows.keys()].filter((id) => !ids.has(id)).length,
  };
}

function pairOf(picture: string, rows: ReadonlyMap<string, number>): [string, number][] {
  const index = rows.get(picture) ?? rows.get(withoutExtension(picture));
  return index === undefined ? [] : [[picture, index]];
}

function withoutExtension(path: string): string {
  return path.slice(0, path.length - posix.extname(path).length);
}

/** What the pictures show, as people say. */
export interface Truth {
  /** Class of each picture that has one, by the picture's path in its folder, `/` between. */
  readonly classes: ReadonlyMap<string, number>;
  /** Rows of a CSV whose picture is not there. */
  readonly rowsWithoutPicture: number;
}
