import type { Label } from '../format/labels.ts';
import type { Confusion } from './confusions.ts';
import type { Accuracy, FailedPicture, Tally } from './tally.ts';

/** A class as people know it. */
interface NamedClass {
  readonly index: number;
  readonly synset: string | null;
  readonly label: string;
}

export interface NamedConfusion extends Omit<Confusion, 'truth' | 'said'> {
  readonly truth: NamedClass;
  readonly said: NamedClass;
}

/** What programs read: `--json` prints one of these. */
export interface Evaluation {
  readonly model: { readonly id: string; readonly precision: string; readonly sha256: string };
  readonly folder: string;
  readonly pictures: {
    /** In the folder, of which `withoutTruth` have no class. */
    readonly found: number;
    readonly withoutTruth: number;
    /** What was to be measured: less than found where a limit was set. */
    readonly chosen: number;
    /** Answered and failed are fewer than chosen where the run was interrupted. */
    readonly answered: number;
    readonly failed: number;
    /** Answers of earlier runs among those answered. */
    readonly resumed: number;
  };
  readonly rowsWithoutPicture: number;
  readonly complete: boolean;
  readonly top1: Accuracy | null;
  readonly top5: Accuracy | null;
  /** This run alone: wall time, and the pictures answered in it. */
  readonly throughput: { readonly seconds: number; readonly picturesPerSecond: number };
  /** The most frequent first. */
  readonly confusions: readonly NamedConfusion[];
  readonly failures: readonly FailedPicture[];
}

/** The worst confusions by name. */
export function nameConfusions(
  tally: Tally,
  labels: readonly Label[],
  most: number,
): NamedConfusion[] {
  const named = (index: number): NamedClass => {
    const { synset = null, label = '' } = labels[index] ?? {};
    return { index, synset, label };
  };
  return tally
    .worstConfusions(most)
    .map(({ truth, said, ...rest }) => ({ truth: named(truth), said: named(said), ...rest }));
}
