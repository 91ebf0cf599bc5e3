/** Positions in the shared memory: how many threads compute, and whether the gate is closed. */
const [computing, closed] = [0, 1];

/** Far more than a run or the start of a session takes. */
const maxWaitMs = 10_000;

/**
 * Keeps the process from ending while a worker computes. ONNX Runtime's binding aborts the whole process
 * if the JavaScript of a thread is ended inside `run` or `create`, whether by `terminate` or because the
 * process exits.
 */
export class RunGate {
  readonly memory: SharedArrayBuffer;
  readonly #state: Int32Array<SharedArrayBuffer>;

  /** @param memory That of the same gate in another thread. */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.memory = memory;
    this.#state = new Int32Array(memory);
  }

  /** Runs `compute` in a worker. Once the gate is closed, nothing begins any more. */
  async pass<T>(compute: () => Promise<T>): Promise<T> {
    Atomics.add(this.#state, computing, 1);
    if (Atomics.load(this.#state, closed) === 1) {
      this.#leave();
      return await new Promise<never>(() => {});
    }
    try {
      return await compute();
    } finally {
      this.#leave();
    }
  }

  /** Blocks this thread until no worker computes. Afterwards the process may exit. */
  close(): void {
    Atomics.store(this.#state, closed, 1);
    const end = performance.now() + maxWaitMs;
    while (performance.now() < end) {
      const count = Atomics.load(this.#state, computing);
      if (count === 0) return;
      Atomics.wait(this.#state, computing, count, end - performance.now());
    }
  }

  #leave(): void {
    Atomics.sub(this.#state, computing, 1);
    Atomics.notify(this.#state, computing);
  }
}
