import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { ClassNames } from '../../../models/evaluate/class-names.ts';
import { csvTruth } from '../../../models/evaluate/csv-truth.ts';
import { folderTruth } from '../../../models/evaluate/folder-truth.ts';
import { FileError, UsageError } from '../errors.ts';
import { type Input, picturesIn } from '../pictures/inputs.ts';

/** A picture whose class is known. */
export interface LabelledPicture {
  /** Path in the folder that is measured, `/` between. */
  readonly file: string;
  /** Index of its class. */
  readonly truth: number;
  readonly input: Input;
}

export interface LabelledPictures {
  readonly pictures: readonly LabelledPicture[];
  /** Pictures in the folder that have no class. */
  readonly withoutTruth: number;
  /** Rows of the CSV whose picture is not in the folder. */
  readonly rowsWithoutPicture: number;
}

/**
 * The pictures of a folder with their classes: those of the CSV file, else those that the folders in
 * it are named by.
 *
 * @throws UsageError or EvaluationError, each of which says what does not fit.
 */
export function readLabelledPictures(
  folder: string,
  names: ClassNames,
  csv: string | undefined,
): LabelledPictures {
  const inputs = new Map(
    picturesIn(folder).map((input) => [relative(folder, input.name).split(sep).join('/'), input]),
  );
  const files = [...inputs.keys()];
  const { classes, rowsWithoutPicture } =
    csv === undefined ? folderTruth(files, names) : csvTruth(readCsv(csv), files, names);
  if (classes.size === 0) {
    throw new UsageError(
      `no picture in ${folder} has a class; put them in folders named by synset, or name a CSV of file and synset with --truth`,
    );
  }
  const pictures = [...inputs].flatMap(([file, input]) => {
    const truth = classes.get(file);
    return truth === undefined ? [] : [{ file, truth, input }];
  });
  return { pictures, withoutTruth: inputs.size - pictures.length, rowsWithoutPicture };
}

function readCsv(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(new FileError('FILE_UNREADABLE', path, error).message, { cause: error });
  }
}
