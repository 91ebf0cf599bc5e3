import type { Label } from '../format/labels.ts';
import type { Confusion } from './confusions.ts';
import type { Accuracy, FailedPicture, Tally } from './tally.ts';

/** A class with its names. */
interface NamedClass {
  readonly index: number;
  readonly synset: string | null;
  readonly label: string;
}

export interface NamedConfusion extends Omit<Confusion, 'truth' | 'predicted'> {
  readonly truth: NamedClass;
  /** The class that the model predicted. */
  readonly said: NamedClass;
}

/** The result of an evaluation, as `--json` prints it. */
export interface Evaluation {
  readonly model: { readonly id: string; readonly precision: string; readonly sha256: string };
  readonly folder: string;
  readonly pictures: {
    /** Pictures in the folder; `withoutTruth` of them have no class. */
    readonly found: number;
    readonly withoutTruth: number;
    /** Pictures to measure: fewer than found if a limit was set. */
    readonly chosen: number;
    /** Answered plus failed is less than chosen if the run was interrupted. */
    readonly answered: number;
    readonly failed: number;
    /** How many of the answers are from earlier runs. */
    readonly resumed: number;
  };
  readonly rowsWithoutPicture: number;
  readonly complete: boolean;
  readonly top1: Accuracy | null;
  readonly top5: Accuracy | null;
  /** Of this run alone: wall time and pictures answered per second. */
  readonly throughput: { readonly seconds: number; readonly picturesPerSecond: number };
  /** Most frequent first. */
  readonly confusions: readonly NamedConfusion[];
  readonly failures: readonly FailedPicture[];
}

/** Returns the worst confusions with the names of their classes. */
export function nameConfusions(
  tally: Tally,
  labels: readonly Label[],
  max: number,
): NamedConfusion[] {
  const nameClass = (index: number): NamedClass => {
    const { synset = null, label = '' } = labels[index] ?? {};
    return { index, synset, label };
  };
  return tally.worstConfusions(max).map(({ truth, predicted, ...rest }) => ({
    truth: nameClass(truth),
    said: nameClass(predicted),
    ...rest,
  }));
}
