import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outgoing, Reply } from './client.ts';
import { Fault } from './fault.ts';

/**
 * PyTorch's answer to coffee.jpg, as in `test/support/espresso.ts`; the tolerance is for int8 arithmetic.
 */
const expected = { index: 967, score: 0.952706, tolerance: 0.05 };
/** Between two answers of one server, which uses the same kernels for both. */
const sameScore = 0.0005;

/** A photograph whose answer is known. */
export class GoodRequest {
  readonly outgoing: Outgoing;
  #first: number | undefined;

  /** @param checkout Where the photograph is taken from. */
  constructor(checkout: string) {
    const body = readFileSync(join(checkout, 'models', 'samples', 'coffee.jpg'));
    this.outgoing = { path: '/classify?topK=1', body };
  }

  /** @throws Fault if the answer is not the right one. */
  check(reply: Reply): void {
    const wrong = (what: string) => new Fault(`the good request after it: ${what}`);
    if (reply.status !== 200) throw wrong(`status ${reply.status}: ${reply.body.subarray(0, 200)}`);
    const [best] = JSON.parse(reply.body.toString()).predictions;
    const { index, score } = best ?? {};
    if (index !== expected.index || !(Math.abs(score - expected.score) < expected.tolerance)) {
      throw wrong(`class ${index} with ${score}`);
    }
    this.#first ??= score;
    if (Math.abs(score - (this.#first ?? 0)) > sameScore) {
      throw wrong(`score ${score}, at first ${this.#first}`);
    }
  }
}
