import type { ByteCursor } from '../byte-cursor.ts';
import { CheckpointError } from '../checkpoint-error.ts';
import { Dict, type PickleValue, Rebuild, Tuple } from './pickle-value.ts';

/** Everything a pickle can access; both functions throw a `CheckpointError` for anything else. */
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

  constructor(input: ByteCursor, globals: PickleGlobals) {
    this.input = input;
    this.globals = globals;
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    return this.popMany(1)[0] ?? null;
  }

  /** Pops the two topmost values, lower first. */
  popPair(): [PickleValue, PickleValue] {
    const [lower, upper] = this.popMany(2);
    return [lower ?? null, upper ?? null];
  }

  /**
   * Pops the `count` topmost values, lowest first. Values below the last mark are not accessible.
   */
  popMany(count: number): PickleValue[] {
    if (this.#stack.length - count < (this.#marks.at(-1) ?? 0)) {
      throw new CheckpointError('the pickle pops more values than it pushed');
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
    if (value === undefined) throw new CheckpointError('the pickle gets a memo that it never put');
    this.push(value);
  }

  append(values: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list))
      throw new CheckpointError('the pickle appends to a value that is not a list');
    for (const value of values) list.push(value);
  }

  setItems(values: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof Dict) || values.length % 2 === 1) {
      throw new CheckpointError('the pickle sets items of a value that is not a dict');
    }
    for (const value of values) dict.items.push(value);
  }

  findGlobal(module: PickleValue, name: PickleValue): void {
    if (typeof module !== 'string' || typeof name !== 'string') {
      throw new CheckpointError('the pickle names a global by a value that is not a string');
    }
    this.push(this.globals.findGlobal(module, name));
  }

  reduce(callee: PickleValue, args: PickleValue): void {
    if (!(callee instanceof Rebuild) || !(args instanceof Tuple)) {
      throw new CheckpointError('the pickle calls a value that is not a function');
    }
    this.push(callee.call(args.items));
  }

  /**
   * PyTorch sets `_metadata` on a state dict, a dict of versions without tensors: it is ignored.
   */
  build(state: PickleValue): void {
    if (!(this.top() instanceof Dict) || !(state instanceof Dict)) {
      throw new CheckpointError('the pickle sets attributes of a value that is not a dict');
    }
  }
}
