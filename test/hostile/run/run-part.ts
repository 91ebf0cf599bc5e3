import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from '../../support/fixtures.ts';
import { bounds } from '../bounds.ts';
import { Random } from '../random.ts';
import { chooseKind, countAlone, countCases } from './choose-kind.ts';
import type { Reply, Sender } from './client.ts';
import { type Entry, openLambda, openServer, Reopened, type ServerEntry } from './entries.ts';
import { Fault, Late, Stuck } from './fault.ts';
import { judgeReply, type Promised, readPromised } from './judge.ts';
import { fitsEvent } from './lambda.ts';
import type { Case, Outcome, Part, Target } from './part.ts';
import { Tally } from './tally.ts';

export interface RunOptions {
  readonly seed: string;
  /** Number of cases; undefined for as many as the time allows. */
  readonly count: number | undefined;
  readonly milliseconds: number;
  /** The only index to run. */
  readonly only?: number | undefined;
  /** The only kind of cases to make. */
  readonly kind?: string | undefined;
  /** Root of the checkout under test. */
  readonly checkout: string;
  /** Receives the share that is done, 0 to 1. */
  readonly progress: (share: number) => void;
}

/** Runs the cases of a part: after each, the good request. Faults of time are tried again, alone. */
export async function runPart(part: Part, options: RunOptions): Promise<Outcome> {
  const run = new PartRun(part, options);
  try {
    return await run.run();
  } finally {
    await run.close();
  }
}

/** Every tenth case, the memory at rest is read. */
const restEvery = 10;
const triesAlone = 2;
const exitMs = 100;

class PartRun {
  readonly #part: Part;
  readonly #options: RunOptions;
  readonly #promised: Promised;
  readonly #tally: Tally;
  readonly #suspects = new Map<number, string>();
  readonly #server: Reopened<ServerEntry>;
  readonly #lambda: Reopened<Entry>;
  /** Entries that crashed, or had to be killed. */
  readonly #ended = new Set<Entry>();

  constructor(part: Part, options: RunOptions) {
    this.#part = part;
    this.#options = options;
    this.#promised = readPromised(options.checkout);
    this.#tally = new Tally(part.name);
    this.#server = new Reopened(() => openServer(options.checkout));
    this.#lambda = new Reopened(() => openLambda(options.checkout));
  }

  async run(): Promise<Outcome> {
    const { only } = this.#options;
    const server = await this.#server.get();
    const before = server.watcher.readHeld();
    const pid = server.server.pid;
    const release = await this.#part.prepare?.(this.#target(server, 'before'));
    if (only !== undefined) await this.#runCase(only);
    else await this.#runAll();
    await this.#repeatSuspects();
    await release?.();
    // A server that was started again has nothing to be compared with.
    const last = await this.#server.get();
    if (last.server.pid === pid) {
      last.sender.close();
      this.#tally.leaked = await last.watcher.findLeaks(before);
    }
    return this.#tally.finish();
  }

  async close(): Promise<void> {
    await this.#server.stop();
    await this.#lambda.stop();
  }

  async #runAll(): Promise<void> {
    const { kind, milliseconds, progress } = this.#options;
    const count = Math.min(
      this.#options.count ?? Number.POSITIVE_INFINITY,
      countCases(this.#part, kind),
    );
    const start = performance.now();
    const alone = countAlone(this.#part, kind);
    let next = 0;
    const isOver = () => next >= count || performance.now() - start > milliseconds;
    const lane = async (end: () => boolean) => {
      while (!end()) {
        const index = next;
        next += 1;
        await this.#runCase(index);
        progress(Math.max(next / count, (performance.now() - start) / milliseconds));
      }
    };
    await lane(() => next >= Math.min(alone, count));
    await Promise.all(Array.from({ length: this.#part.lanes }, () => lane(isOver)));
  }

  async #runCase(index: number): Promise<void> {
    const { hostile, kind, random } = await this.#make(index);
    const id = `${this.#part.name}:${index}`;
    this.#tally.tried += 1;
    const entry = await this.#chooseEntry(hostile, random);
    try {
      const { codes, late } = await this.#attempt(id, hostile, entry);
      for (const code of codes) this.#tally.answered(code);
      if (late) this.#suspects.set(index, late);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const isCause = !(error instanceof Late) && (await this.#recover(entry, error));
      if (isCause) this.#fail({ index, kind, hostile, fault: error.message });
      else this.#suspects.set(index, error.message);
    }
    if (index % restEvery === 0) this.#tally.rested(entry.watcher.readHeld().memory);
  }

  /** @returns The codes of the answers, and what took too long. */
  async #attempt(
    id: string,
    hostile: Case,
    entry: Entry,
  ): Promise<{ codes: string[]; late: string | undefined }> {
    const server = await this.#server.get();
    const { watcher, sender, good } = entry;
    const before = watcher.readHeld().memory;
    watcher.takePeak();
    const bad = await time(watcher, () => hostile.send(this.#target(server, id, sender)));
    this.#tally.spent({ id, ms: bad.wall, megabytes: watcher.readPeak() });
    const codes = bad.result.map((reply) => judgeReply(reply, this.#promised));
    this.#checkGrowth(id, hostile, watcher.readPeak() - before);
    const after = await time(watcher, () => sender.send(good.outgoing));
    good.check(after.result);
    const megabytes = watcher.takePeak();
    this.#tally.spent({ id, ms: bad.wall, megabytes });
    if (megabytes > bounds.memory) throw new Fault(`${Math.round(megabytes)} MB of memory`);
    const limit = hostile.limit ?? findLimit(bad.result, codes);
    const late =
      describeLate('', bad, limit) ??
      describeLate('the good request after it: ', after, hostile.goodLimit ?? bounds.good);
    return { codes, late };
  }

  #checkGrowth(id: string, { title, growth: limit }: Case, growth: number): void {
    if (limit === undefined) return;
    this.#tally.measure(`${title}: memory grew by (MB)`, growth, id);
    if (growth > limit) throw new Late(`memory grew by ${Math.round(growth)} MB, at most ${limit}`);
  }

  /** A busy machine makes a case slow once, a fault makes it slow every time. */
  async #repeatSuspects(): Promise<void> {
    for (const [index, late] of this.#suspects) {
      const { hostile, kind, random } = await this.#make(index);
      // Memory that has grown once is there for the next time.
      if (hostile.growth !== undefined) await (await this.#server.get()).stop();
      const entry = await this.#chooseEntry(hostile, random);
      const fault = await this.#tryAlone(`${this.#part.name}:${index}`, hostile, entry);
      if (fault) this.#fail({ index, kind, hostile, fault: `${fault}; at first ${late}` });
    }
  }

  async #tryAlone(id: string, hostile: Case, entry: Entry): Promise<string | undefined> {
    let fault: string | undefined;
    for (let tries = 0; tries < triesAlone; tries += 1) {
      try {
        const { codes, late } = await this.#attempt(id, hostile, entry);
        for (const code of codes) this.#tally.answered(code);
        fault = late;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        fault = error.message;
        if (!(error instanceof Late)) {
          await this.#recover(entry, error);
          return fault;
        }
      }
      if (fault === undefined) return undefined;
    }
    return fault;
  }

  async #make(index: number): Promise<{ hostile: Case; kind: string; random: Random }> {
    const { seed, kind: only } = this.#options;
    const random = new Random(`${seed}:${this.#part.name}:${index}`);
    const kind = chooseKind(this.#part, { index, seed, only });
    const maker = this.#part.kinds[kind];
    if (!maker) throw new Error(`the part ${this.#part.name} has no kind ${kind}`);
    return { hostile: await maker.make(random), kind, random };
  }

  async #chooseEntry({ input }: Case, random: Random): Promise<Entry> {
    const wanted = random.chance(this.#part.lambda ?? 0);
    const fits = input === undefined || fitsEvent({ body: input.toString('base64') });
    return wanted && fits ? await this.#lambda.get() : await this.#server.get();
  }

  #fail(failed: { index: number; kind: string; hostile: Case; fault: string }): void {
    const { index, kind, hostile, fault } = failed;
    const { title, input } = hostile;
    const kept = input === undefined ? null : this.#keep(index, input);
    this.#tally.failures.push({ id: `${this.#part.name}:${index}`, kind, title, fault, kept });
  }

  #keep(index: number, input: Buffer): string {
    const folder = join('.build', 'hostile', 'failed');
    mkdirSync(join(root, folder), { recursive: true });
    const path = join(folder, `${this.#part.name}-${this.#options.seed}-${index}.bin`);
    writeFileSync(join(root, path), input);
    return path;
  }

  /**
   * Ends an entry that does not answer. One that has ended is started again when it is needed.
   *
   * @returns Whether the case may be the cause: others that ran when the entry ended are tried again.
   */
  async #recover(entry: Entry, fault: Fault): Promise<boolean> {
    if (fault instanceof Stuck) {
      this.#ended.add(entry);
      entry.kill();
      return true;
    }
    // The end of a process is noticed later than that of its connections.
    await setTimeout(exitMs);
    if (entry.ended() === undefined) return true;
    const isFirst = !this.#ended.has(entry);
    if (isFirst) this.#tally.crashed += 1;
    this.#ended.add(entry);
    return isFirst;
  }

  #target({ server, sender }: ServerEntry, id: string, entry: Sender = sender): Target {
    const { checkout } = this.#options;
    const measure = (name: string, value: number) => this.#tally.measure(name, value, id);
    return { entry, server, checkout, measure };
  }
}

interface Timed<T> {
  readonly result: T;
  readonly wall: number;
  readonly cpu: number;
}

async function time<T>(watcher: Entry['watcher'], work: () => Promise<T>): Promise<Timed<T>> {
  const [start, cpu] = [performance.now(), watcher.readCpu()];
  const result = await work();
  return { result, wall: performance.now() - start, cpu: watcher.readCpu() - cpu };
}

/** Neither a busy machine nor a second processor makes a case late. */
function describeLate(
  what: string,
  { wall, cpu }: Timed<unknown>,
  limit: number,
): string | undefined {
  if (Math.min(wall, cpu) <= limit && wall <= limit * bounds.busyFactor) return undefined;
  return `${what}${Math.round(wall)} ms (${Math.round(cpu)} ms of processor time), at most ${limit}`;
}

/** Codes of pictures that may have been decoded to their end. */
const decoded = ['ok', 'CORRUPT_IMAGE', 'PICTURE_TOO_COSTLY', 'BUSY'];

function findLimit(replies: readonly Reply[], codes: readonly string[]): number {
  if (replies.some(({ body }) => body.includes('"format":"heic"'))) return bounds.heic;
  return codes.some((code) => decoded.includes(code)) ? bounds.decoded : bounds.refused;
}
