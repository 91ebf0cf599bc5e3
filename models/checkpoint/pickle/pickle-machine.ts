import type { ByteCursor } from '../byte-cursor.ts';
import { CheckpointError } from '../checkpoint-error.ts';
import { Dict, type PickleValue, Rebuild, Tuple } from './pickle-value.ts';

/** What a pickle can reach: both functions throw a `CheckpointError` for what they do not know. */
export interface PickleGlobals {
  findGlobal(module: string, name: string): PickleValue;
  loadPersistent(id: PickleValue): PickleValue;
}

/** Stack, marks and memo of one pickle. */
export class PickleMachine {
  readonly input: ByteCursor;
  readonly globals: PickleGlobals;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(input: ByteCursor, world: PickleGlobals) {
    this.input = input;
    this.globals = world;
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    return this.popMany(1)[0] ?? null;
  }

  /** The two topmost values, lower first. */
  popPair(): [PickleValue, PickleValue] {
    const [lower, upper] = this.popMany(2);
    return [lower ?? null, upper ?? null];
  }

  /** The `count` topmost values, lowest first. Values below the last mark are out of reach. */
  popMany(count: number): PickleValue[] {
    if (this.#stack.length - count < (this.#marks.at(-1) ?? 0)) {
      throw new CheckpointError('the pickle takes more values than it made');
    }
    return this.#stack.splice(this.#stack.length - count, count);
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  popToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new CheckpointError('the pickle lacks a mark');
    return this.#stack.splice(mark);
  }

  top(): PickleValue {
    const value = this.pop();
    this.push(value);
    return value;
  }

  memoize(index: number = this.#memo.size): void {
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw new CheckpointError('the pickle recalls what it never kept');
    this.push(value);
  }

  append(values: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw new CheckpointError('the pickle appends to what is no list');
    for (const value of values) list.push(value);
  }

  setItems(values: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof Dict) || values.length % 2 === 1) {
      throw new CheckpointError('the pickle sets items of what is no dict');
    }
    for (const value of values) dict.items.push(value);
  }

  findGlobal(module: PickleValue, name: PickleValue): void {
    if (typeof module !== 'string' || typeof name !== 'string') {
      throw new CheckpointError('the pickle names a global by what is no string');
    }
    this.push(this.globals.findGlobal(module, name));
  }

  reduce(callee: PickleValue, args: PickleValue): void {
    if (!(callee instanceof Rebuild) || !(args instanceof Tuple)) {
      throw new CheckpointError('the pickle calls what is no function');
    }
    this.push(callee.call(args.items));
  }

  /** PyTorch hangs `_metadata` on a state dict; that dict of versions says nothing about tensors. */
  build(state: PickleValue): void {
    if (!(this.top() instanceof Dict) || !(state instanceof Dict)) {
      throw new CheckpointError('the pickle sets attributes of what is no dict');
    }
  }
}
