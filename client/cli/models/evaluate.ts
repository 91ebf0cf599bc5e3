import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Service } from '../../../functions/api/service.ts';
import { mapInOrder } from '../../../functions/shared/map-in-order.ts';
import { ClassNames } from '../../../models/evaluate/class-names.ts';
import { type Evaluation, nameConfusions } from '../../../models/evaluate/evaluation.ts';
import { Journal } from '../../../models/evaluate/journal.ts';
import { bestClasses, Tally } from '../../../models/evaluate/tally.ts';
import { evenlySpaced } from '../../../models/format/evenly-spaced.ts';
import type { Manifest } from '../../../models/format/manifest.ts';
import { createProgress } from '../../terminal/progress.ts';
import { stripControls } from '../../terminal/text-width.ts';
import { orUsageError } from '../errors.ts';
import { listenForInterruption } from '../interruption.ts';
import { startLocalService } from '../local-service.ts';
import { silentLog } from '../log.ts';
import type { Input } from '../pictures/inputs.ts';
import { renderLeftOut } from '../pictures/left-out.ts';
import { classifyInput } from '../pictures/result.ts';
import { type LabelledPicture, readLabelledPictures } from './labelled-pictures.ts';

export interface EvaluateOptions {
  /** The checkout. */
  readonly root: string;
  /** Name of the model. */
  readonly model: string;
  readonly folder: string;
  /** CSV of file and synset; without it, folders are named by their class. */
  readonly truth?: string | undefined;
  /** Journal that keeps the answers; pictures that it has are skipped. */
  readonly resume?: string | undefined;
  /** Max number of pictures, 1 or more. */
  readonly limit?: number | undefined;
  /** How many of the worst confusions to name. */
  readonly confusions: number;
}

/**
 * Measures a model on labelled pictures until all are done, or until Ctrl+C.
 *
 * @throws UsageError before anything is measured
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { root, model, folder, truth, resume, limit, confusions } = options;
  const local = await startLocalService({ root, model, log: silentLog, isBulk: true });
  const { manifest, labels } = local.loadedModel;
  const labelled = orUsageError(() => readLabelledPictures(folder, new ClassNames(labels), truth));
  const { pictures, withoutTruth, rowsWithoutPicture, leftOut } = labelled;
  const chosen = evenlySpaced(pictures, limit ?? pictures.length);
  const measured = await measureUntilStopped(chosen, {
    service: local.service,
    classes: manifest.classes,
    maxInFlight: local.maxInFlight,
    journal: orUsageError(() => openJournal(resume, folder, manifest)),
  });
  const besides = renderLeftOut(leftOut);
  if (besides !== undefined) process.stderr.write(`glimpse: ${stripControls(besides)}\n`);
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

interface MeasureOptions {
  readonly service: Service;
  /** Number of classes of the model. */
  readonly classes: number;
  /** Max number of pictures in flight. */
  readonly maxInFlight: number;
  readonly journal: Journal | undefined;
  /** Stops the run after the current picture. */
  readonly signal: AbortSignal;
}

interface Measurement {
  readonly tally: Tally;
  /** Number of pictures whose answer was in the journal. */
  readonly resumed: number;
  /** Wall time. */
  readonly seconds: number;
}

async function measureUntilStopped(
  pictures: readonly LabelledPicture[],
  options: Omit<MeasureOptions, 'signal'>,
): Promise<Measurement> {
  const interruption = listenForInterruption();
  try {
    return await measure(pictures, { ...options, signal: interruption.signal });
  } finally {
    interruption.end();
    options.journal?.close();
  }
}

/** Indices of the best classes, or the code of an error. */
type Outcome = readonly number[] | string;

/** Classifies pictures and counts them in order: a resumed run gives the same numbers as a whole one. */
async function measure(
  pictures: readonly LabelledPicture[],
  { service, classes, maxInFlight, journal, signal }: MeasureOptions,
): Promise<Measurement> {
  const tally = new Tally(classes);
  const saved = journal?.answers ?? new Map<string, readonly number[]>();
  const progress = createProgress(pictures.filter(({ file }) => !saved.has(file)).length);
  const classify = async (picture: LabelledPicture) => {
    const outcome = saved.get(picture.file) ?? (await classifyLabelled(picture.input, service));
    return { picture, outcome };
  };
  const started = performance.now();
  let resumed = 0;
  for await (const { picture, outcome } of mapInOrder(pictures, classify, maxInFlight)) {
    const { file, truth } = picture;
    if (typeof outcome === 'string') tally.fail(file, outcome);
    else tally.answer(file, truth, outcome);
    if (saved.has(file)) {
      resumed += 1;
    } else {
      if (typeof outcome !== 'string') journal?.append(file, outcome);
      progress.step();
    }
    if (signal.aborted) break;
  }
  progress.clear();
  return { tally, resumed, seconds: (performance.now() - started) / 1000 };
}

async function classifyLabelled(input: Input, service: Service): Promise<Outcome> {
  const options = { topK: bestClasses, minScore: 0, explain: false };
  const result = await classifyInput(input, (image) =>
    service.classify({ image, ...options }, { requestId: randomUUID() }),
  );
  return result.ok ? result.predictions.map(({ index }) => index) : result.error.code;
}
