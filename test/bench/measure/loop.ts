import { createInterface, type Interface } from 'node:readline';
import type { Contestant } from '../contestants/contestant.ts';
import { Child } from './child.ts';

/**
 * A contestant that classifies in its own process, without HTTP. The clock is that of the bench: a
 * picture takes from the line that asks for it to the line that answers, about 0.1 ms more than inside.
 */
export class Loop {
  readonly contestant: Contestant;
  readonly #child: Child;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  private constructor(contestant: Contestant) {
    this.contestant = contestant;
    this.#child = new Child(contestant.loop, contestant.env, { stdin: 'pipe', stdout: 'pipe' });
    if (!this.#child.process.stdout) throw new Error('the process has no output');
    // Written to after its end, it would end the bench; the missing answer tells.
    this.#child.process.stdin?.on('error', () => {});
    this.#reader = createInterface(this.#child.process.stdout);
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Starts it and waits until it is ready. @throws Error with its last words if it ends instead */
  static async start(contestant: Contestant): Promise<Loop> {
    const loop = new Loop(contestant);
    await loop.#read();
    return loop;
  }

  /**
   * Classifies a picture; resolves to milliseconds.
   *
   * @throws Error if the contestant cannot read it, or returns another number of classes.
   */
  async classify(picture: string, topK: number): Promise<number> {
    const started = performance.now();
    this.#child.process.stdin?.write(`${JSON.stringify({ picture, topK })}\n`);
    const { error, classes } = await this.#read();
    const ms = performance.now() - started;
    if (error !== undefined) throw new Error(`${error}`);
    if (classes !== topK) throw new Error(`${classes} classes instead of ${topK}`);
    return ms;
  }

  async #read(): Promise<{ readonly error?: string; readonly classes?: number }> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`it ended: ${this.#child.complaint}`);
    return JSON.parse(value);
  }

  async stop(): Promise<void> {
    this.#reader.close();
    await this.#child.stop();
  }
}
