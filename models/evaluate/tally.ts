import { type Confusion, Confusions } from './confusions.ts';
import { type Interval, wilsonInterval } from './wilson-interval.ts';

/** A picture that the model could not classify. */
export interface FailedPicture {
  readonly file: string;
  readonly code: string;
}

/** How often the model was right: fractions from 0 to 1; `low` to `high` is the 95 % interval. */
export interface Accuracy extends Interval {
  readonly correct: number;
  readonly share: number;
}

/** Number of best classes that count for top-5. */
export const bestClasses = 5;

/** Counts right and wrong answers. */
export class Tally {
  readonly failures: FailedPicture[] = [];
  readonly #classes: number;
  readonly #confusions = new Confusions();
  #answered = 0;
  #top1 = 0;
  #top5 = 0;

  /** @param classes Number of the model's classes. */
  constructor(classes: number) {
    this.#classes = classes;
  }

  /** @param best Indices of the `bestClasses` best classes, best first. */
  answer(picture: string, truth: number, best: readonly number[]): void {
    const [predicted = -1] = best;
    this.#answered += 1;
    if (best.includes(truth)) this.#top5 += 1;
    if (predicted === truth) this.#top1 += 1;
    else this.#confusions.add(picture, { truth, predicted });
  }

  fail(file: string, code: string): void {
    this.failures.push({ file, code });
  }

  get answered(): number {
    return this.#answered;
  }

  /** Accuracy over the answered pictures; null if there are none. */
  get top1(): Accuracy | null {
    return this.#accuracy(this.#top1);
  }

  /** Null also if the model has at most five classes: top-5 would always be right. */
  get top5(): Accuracy | null {
    return this.#classes > bestClasses ? this.#accuracy(this.#top5) : null;
  }

  worstConfusions(max: number): Confusion[] {
    return this.#confusions.worst(max);
  }

  #accuracy(correct: number): Accuracy | null {
    const trials = this.#answered;
    if (trials === 0) return null;
    return { correct, share: correct / trials, ...wilsonInterval(correct, trials) };
  }
}
