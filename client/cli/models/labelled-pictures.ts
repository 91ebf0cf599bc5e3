import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { ClassNames } from '../../../models/evaluate/class-names.ts';
import { csvTruth } from '../../../models/evaluate/csv-truth.ts';
import { folderTruth } from '../../../models/evaluate/folder-truth.ts';
import { UsageError } from '../../terminal/errors.ts';
import { FileError } from '../errors.ts';
import { findPictures, type Input } from '../pictures/inputs.ts';
import type { LeftOut } from '../pictures/left-out.ts';

/** A picture whose class is known. */
export interface LabelledPicture {
  /** Path in the folder that is measured, separated by `/`. */
  readonly file: string;
  /** Index of its class. */
  readonly truth: number;
  readonly input: Input;
}

export interface LabelledPictures {
  readonly pictures: readonly LabelledPicture[];
  /** Number of pictures in the folder that have no class. */
  readonly withoutTruth: number;
  /** Number of CSV rows whose picture is not in the folder. */
  readonly rowsWithoutPicture: number;
  /** Other files in the folder. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Finds the pictures of a folder with their classes, from the CSV file or else from the names of the
 * folders they are in.
 *
 * @throws UsageError or EvaluationError that names what does not fit
 */
export function readLabelledPictures(
  folder: string,
  names: ClassNames,
  csv: string | undefined,
): LabelledPictures {
  const { inputs: found, leftOut } = findPictures(folder, { hidden: false });
  const inputs = new Map(
    found.map((input) => [relative(folder, input.name).split(sep).join('/'), input]),
  );
  const files = [...inputs.keys()];
  const { classes, rowsWithoutPicture } =
    csv === undefined ? folderTruth(files, names) : csvTruth(readCsv(csv), files, names);
  if (classes.size === 0) {
    throw new UsageError(
      `no picture in ${folder} has a class; put pictures in folders named by synset, or pass a CSV of file and synset with --truth`,
    );
  }
  const pictures = [...inputs].flatMap(([file, input]) => {
    const truth = classes.get(file);
    return truth === undefined ? [] : [{ file, truth, input }];
  });
  return { pictures, withoutTruth: inputs.size - pictures.length, rowsWithoutPicture, leftOut };
}

function readCsv(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(new FileError('FILE_UNREADABLE', path, error).message, { cause: error });
  }
}
