import { BusyError } from './busy-error.ts';
import { maxCallerShare } from './caller-share.ts';

/** Room for bodies and pictures of one size: large ones leave room for small ones. */
export interface TierOptions {
  /** The most bytes that one of them may have. */
  readonly maxBytes: number;
  /** The most bytes that all of them may have together. */
  readonly capacity: number;
}

export interface ByteBudgetOptions {
  /** From small to large; the last one takes any size. */
  readonly tiers: readonly [TierOptions, ...TierOptions[]];
  /** How long bytes wait for room, in milliseconds. */
  readonly maxWaitMs: number;
}

/** Bounds the bytes of bodies and pictures that are in memory at once. */
export class ByteBudget {
  readonly #tiers: readonly Tier[];
  readonly #maxWaitMs: number;
  readonly #waiting = new Set<() => void>();

  constructor({ tiers, maxWaitMs }: ByteBudgetOptions) {
    this.#tiers = tiers.map((tier) => new Tier(tier));
    this.#maxWaitMs = maxWaitMs;
  }

  /**
   * Begins to hold the bytes of one body or picture: none yet.
   *
   * @param caller The caller's address; undefined for work of the process itself.
   */
  hold(caller?: string): Hold {
    return new Hold({
      caller,
      chooseTier: (bytes) => this.#tiers.find((tier) => bytes <= tier.maxBytes) ?? this.#last,
      untilTrue: (take) => this.#untilTrue(take),
      onFreed: () => {
        for (const wake of this.#waiting) wake();
      },
    });
  }

  get #last(): Tier {
    return this.#tiers[this.#tiers.length - 1] as Tier;
  }

  /** Tries to take room whenever some becomes free. */
  async #untilTrue(take: () => boolean): Promise<void> {
    const end = performance.now() + this.#maxWaitMs;
    while (!take()) {
      const ms = end - performance.now();
      if (ms <= 0) throw new BusyError('Too many pictures are being sent; try again in a second.');
      await this.#wakeWithin(ms);
    }
  }

  #wakeWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }
}

interface HoldOptions {
  readonly caller: string | undefined;
  readonly chooseTier: (bytes: number) => Tier;
  readonly untilTrue: (take: () => boolean) => Promise<void>;
  readonly onFreed: () => void;
}

/** The bytes of one body or picture. */
export class Hold {
  readonly #options: HoldOptions;
  #tier: Tier | undefined;
  #bytes = 0;

  constructor(options: HoldOptions) {
    this.#options = options;
  }

  /**
   * Holds `bytes` in all, when there is room.
   *
   * @throws BusyError if there is none in time
   */
  async grow(bytes: number): Promise<void> {
    const { caller, chooseTier, untilTrue } = this.#options;
    const tier = chooseTier(bytes);
    // At once, so that nobody else takes the room in between.
    const take = (): boolean => {
      const own = tier === this.#tier ? this.#bytes : 0;
      if (!tier.hasRoom(caller, { bytes, own })) return false;
      tier.add(caller, bytes - own);
      if (tier !== this.#tier) this.release();
      [this.#tier, this.#bytes] = [tier, bytes];
      return true;
    };
    await untilTrue(take);
  }

  /** Gives everything back. */
  release(): void {
    if (!this.#tier) return;
    this.#tier.add(this.#options.caller, -this.#bytes);
    [this.#tier, this.#bytes] = [undefined, 0];
    this.#options.onFreed();
  }
}

class Tier {
  readonly maxBytes: number;
  readonly #capacity: number;
  readonly #byCaller = new Map<string | undefined, number>();
  #held = 0;

  constructor({ maxBytes, capacity }: TierOptions) {
    this.maxBytes = maxBytes;
    this.#capacity = capacity;
  }

  /**
   * One caller may fill its share of the tier with several bodies, or all of it with one.
   *
   * @param own The bytes among those held that `bytes` contains.
   */
  hasRoom(caller: string | undefined, { bytes, own }: { bytes: number; own: number }): boolean {
    if (this.#held - own + bytes > this.#capacity) return this.#held === own;
    const others = (this.#byCaller.get(caller) ?? 0) - own;
    return (
      caller === undefined || others === 0 || others + bytes <= maxCallerShare * this.#capacity
    );
  }

  add(caller: string | undefined, bytes: number): void {
    this.#held += bytes;
    const held = (this.#byCaller.get(caller) ?? 0) + bytes;
    if (held > 0) this.#byCaller.set(caller, held);
    else this.#byCaller.delete(caller);
  }
}
