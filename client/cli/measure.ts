import { randomUUID } from 'node:crypto';
import type { Service } from '../../functions/api/service.ts';
import type { Journal } from '../../models/build/evaluate/journal.ts';
import { bestClasses, Tally } from '../../models/build/evaluate/tally.ts';
import type { Input } from './inputs.ts';
import type { LabelledPicture } from './labelled-pictures.ts';
import { mapInOrder } from './map-in-order.ts';
import { createProgress } from './progress.ts';
import { classifyInput } from './result.ts';

export interface MeasureOptions {
  readonly service: Service;
  /** How many classes the model has. */
  readonly classes: number;
  /** How many pictures are on their way at once. */
  readonly atOnce: number;
  readonly journal: Journal | undefined;
  /** Ends the run after the picture that is due. */
  readonly signal: AbortSignal;
}

export interface Measured {
  readonly tally: Tally;
  /** Pictures whose answer was in the journal. */
  readonly resumed: number;
  /** Wall time. */
  readonly seconds: number;
}

/** The best classes, or the code of what went wrong. */
type Said = readonly number[] | string;

/** Asks about all pictures and counts, in their order: a resumed run counts what a whole one does. */
export async function measure(
  pictures: readonly LabelledPicture[],
  { service, classes, atOnce, journal, signal }: MeasureOptions,
): Promise<Measured> {
  const tally = new Tally(classes);
  const kept = journal?.answers ?? new Map<string, readonly number[]>();
  const progress = createProgress(pictures.filter(({ file }) => !kept.has(file)).length);
  const ask = async (picture: LabelledPicture) => {
    const said = kept.get(picture.file) ?? (await askAbout(picture.input, service));
    return { picture, said };
  };
  const started = performance.now();
  let resumed = 0;
  for await (const { picture, said } of mapInOrder(pictures, ask, atOnce)) {
    const { file, truth } = picture;
    if (typeof said === 'string') tally.fail(file, said);
    else tally.answer(file, truth, said);
    if (kept.has(file)) {
      resumed += 1;
    } else {
      if (typeof said !== 'string') journal?.append(file, said);
      progress.step();
    }
    if (signal.aborted) break;
  }
  progress.clear();
  return { tally, resumed, seconds: (performance.now() - started) / 1000 };
}

async function askAbout(input: Input, service: Service): Promise<Said> {
  const options = { topK: bestClasses, minScore: 0, explain: false };
  const result = await classifyInput(input, (image) =>
    service.classify({ image, ...options }, { requestId: randomUUID() }),
  );
  return result.ok ? result.predictions.map(({ index }) => index) : result.error.code;
}
