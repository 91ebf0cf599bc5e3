import { type Confusion, Confusions } from './confusions.ts';
import { type Interval, wilsonInterval } from './wilson-interval.ts';

/** A picture that the model could not be asked about. */
export interface FailedPicture {
  readonly file: string;
  readonly code: string;
}

/** How often the model was right: shares from 0 to 1, `low` and `high` bound 95 %. */
export interface Accuracy extends Interval {
  readonly correct: number;
  readonly share: number;
}

/** How many of the best classes count in top-5. */
export const bestClasses = 5;

/** Counts right and wrong answers. */
export class Tally {
  readonly failures: FailedPicture[] = [];
  readonly #classes: number;
  readonly #confusions = new Confusions();
  #answered = 0;
  #first = 0;
  #amongBest = 0;

  /** @param classes How many the model has. */
  constructor(classes: number) {
    this.#classes = classes;
  }

  /** @param best Indices of the `bestClasses` best classes, best first. */
  answer(picture: string, truth: number, best: readonly number[]): void {
    const [said = -1] = best;
    this.#answered += 1;
    if (best.includes(truth)) this.#amongBest += 1;
    if (said === truth) this.#first += 1;
    else this.#confusions.add(picture, { truth, said });
  }

  fail(file: string, code: string): void {
    this.failures.push({ file, code });
  }

  get answered(): number {
    return this.#answered;
  }

  /** Among the pictures that were answered; null where none was. */
  get top1(): Accuracy | null {
    return this.#accuracy(this.#first);
  }

  /** Null also where the model has so few classes that nothing could be wrong. */
  get top5(): Accuracy | null {
    return this.#classes > bestClasses ? this.#accuracy(this.#amongBest) : null;
  }

  worstConfusions(most: number): Confusion[] {
    return this.#confusions.worst(most);
  }

  #accuracy(correct: number): Accuracy | null {
    const trials = this.#answered;
    if (trials === 0) return null;
    return { correct, share: correct / trials, ...wilsonInterval(correct, trials) };
  }
}
