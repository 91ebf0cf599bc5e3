import { createHash } from 'node:crypto';

/**
 * Numbers that depend on a key alone: the same key gives the same case on every machine. The generator
 * is sfc32 of PractRand (https://pracrand.sourceforge.net/).
 */
export class Random {
  readonly #state: Uint32Array;

  /** @param key Such as `7:pictures:1234`: seed, part and index. */
  constructor(key: string) {
    const digest = createHash('sha256').update(key).digest();
    this.#state = new Uint32Array([0, 4, 8, 12].map((at) => digest.readUInt32LE(at)));
  }

  /** Returns 32 bits. */
  bits(): number {
    const [a = 0, b = 0, c = 0, count = 0] = this.#state;
    const sum = (a + b + count) >>> 0;
    this.#state[0] = b ^ (b >>> 9);
    this.#state[1] = c + (c << 3);
    this.#state[2] = ((c << 21) | (c >>> 11)) + sum;
    this.#state[3] = count + 1;
    return sum;
  }

  /** Returns a whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor((this.bits() / 2 ** 32) * limit);
  }

  /** Returns a whole number from `min` to `max`. */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  /** Returns a whole number from `min` (1 or more) to `max`: each power of ten is as likely as the others. */
  magnitude(min: number, max: number): number {
    const share = this.bits() / 2 ** 32;
    return Math.round(min * (max / min) ** share);
  }

  chance(probability: number): boolean {
    return this.bits() / 2 ** 32 < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  bytes(length: number): Buffer {
    const words = new Uint32Array(Math.ceil(length / 4)).map(() => this.bits());
    return Buffer.from(words.buffer, 0, length);
  }
}
