import { resolve } from 'node:path';
import { ClassNames } from '../../models/build/evaluate/class-names.ts';
import { type Evaluation, nameConfusions } from '../../models/build/evaluate/evaluation.ts';
import { evenlySpaced } from '../../models/build/evaluate/evenly-spaced.ts';
import { Journal } from '../../models/build/evaluate/journal.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import { listenForInterruption } from './interruption.ts';
import { type LabelledPicture, readLabelledPictures } from './labelled-pictures.ts';
import { startLocalService } from './local-service.ts';
import { type Measured, type MeasureOptions, measure } from './measure.ts';
import { forManyPictures } from './parallelism.ts';
import { silentLog } from './terminal-log.ts';
import { orUsageError } from './usage-error.ts';

export interface EvaluateOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model. */
  readonly model: string;
  readonly folder: string;
  /** CSV of file and synset; without it, folders are named by their class. */
  readonly truth?: string | undefined;
  /** File to keep answers in, and to go on after. */
  readonly resume?: string | undefined;
  /** How many pictures at most, 1 or more. */
  readonly limit?: number | undefined;
  /** How many of the worst confusions to name. */
  readonly confusions: number;
}

/** Pictures on their way beyond those being decoded, so that processors need not wait for files. */
const readAhead = 8;

/**
 * Measures a model on labelled pictures, until Ctrl+C if need be.
 *
 * @throws UsageError before anything is measured.
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { root, model, folder, truth, resume, limit, confusions } = options;
  const parallelism = forManyPictures();
  const local = await startLocalService({ root, model, log: silentLog, parallelism });
  const { manifest, labels } = local.running;
  const labelled = orUsageError(() => readLabelledPictures(folder, new ClassNames(labels), truth));
  const { pictures, withoutTruth, rowsWithoutPicture } = labelled;
  const chosen = evenlySpaced(pictures, limit ?? pictures.length);
  const measured = await measureUntilStopped(chosen, {
    service: local.service,
    classes: manifest.classes,
    atOnce: parallelism.atOnce + readAhead,
    journal: orUsageError(() => openJournal(resume, folder, manifest)),
  });
  const { tally, resumed, seconds } = measured;
  const { answered, failures, top1, top5 } = tally;
  const failed = failures.length;
  const found = pictures.length + withoutTruth;
  return {
    model: { id: manifest.id, precision: manifest.precision, sha256: manifest.sha256 },
    folder,
    pictures: { found, withoutTruth, chosen: chosen.length, answered, failed, resumed },
    rowsWithoutPicture,
    complete: answered + failed === chosen.length,
    top1,
    top5,
    throughput: { seconds, picturesPerSecond: (answered - resumed) / seconds },
    confusions: nameConfusions(tally, labels, confusions),
    failures,
  };
}

function openJournal(
  path: string | undefined,
  folder: string,
  { sha256 }: Manifest,
): Journal | undefined {
  return path === undefined ? undefined : new Journal(path, { sha256, folder: resolve(folder) });
}

async function measureUntilStopped(
  pictures: readonly LabelledPicture[],
  options: Omit<MeasureOptions, 'signal'>,
): Promise<Measured> {
  const interruption = listenForInterruption();
  try {
    return await measure(pictures, { ...options, signal: interruption.signal });
  } finally {
    interruption.end();
    options.journal?.close();
  }
}
