import type { Frame, NewFrame } from './frame.ts';

type Listener = (frame: Frame | null) => void;

/** The frames of this session, in the order in which they were added, and the selected one. */
export class PhotoSession {
  #frames: readonly Frame[] = [];
  #selected: number | null = null;
  #next = 1;
  #nextDisplayNumber = 1;
  readonly #listeners: Listener[] = [];

  get frames(): readonly Frame[] {
    return this.#frames;
  }

  get selected(): Frame | null {
    return this.#selected === null ? null : this.get(this.#selected);
  }

  get(number: number): Frame | null {
    return this.#frames.find((frame) => frame.number === number) ?? null;
  }

  /** Calls `listener` with the frame that changed, or with `null` if the session itself changed. */
  watch(listener: Listener): void {
    this.#listeners.push(listener);
  }

  add(parts: readonly NewFrame[]): Frame[] {
    const added = parts.map((part) => ({
      ...part,
      number: this.#next++,
      displayNumber: this.#nextDisplayNumber++,
    }));
    this.#frames = [...this.#frames, ...added];
    this.#notify(null);
    return added;
  }

  /** Does nothing if the frame has been removed meanwhile. */
  change(number: number, parts: Partial<NewFrame>): void {
    const frame = this.get(number);
    if (!frame) return;
    const changed = { ...frame, ...parts };
    this.#frames = this.#frames.map((other) => (other === frame ? changed : other));
    this.#notify(changed);
  }

  select(number: number): void {
    if (this.#selected === number) return;
    this.#selected = number;
    this.#notify(null);
  }

  /** Selects the frame `steps` further on; stops at the first and the last one. */
  step(steps: number): void {
    const at = this.#frames.findIndex(({ number }) => number === this.#selected);
    const to = Math.min(Math.max(at + steps, 0), this.#frames.length - 1);
    const frame = this.#frames[to];
    if (frame) this.select(frame.number);
  }

  /** Removes a frame; if it was selected, selects its neighbour. */
  remove(number: number): void {
    const at = this.#frames.findIndex((frame) => frame.number === number);
    this.#frames = this.#frames.filter((frame) => frame.number !== number);
    if (this.#selected === number) {
      this.#selected = (this.#frames[at] ?? this.#frames.at(-1))?.number ?? null;
    }
    this.#notify(null);
  }

  clear(): void {
    this.#frames = [];
    this.#selected = null;
    this.#nextDisplayNumber = 1;
    this.#notify(null);
  }

  #notify(frame: Frame | null): void {
    for (const listener of this.#listeners) listener(frame);
  }
}
