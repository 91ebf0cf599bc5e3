import type { ElementKind } from '../element-kind.ts';
import type { Storage, TensorView } from '../tensor-view.ts';

/** Values in the pickles of state dicts: data only, nothing that can run. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleValue[]
  | Tuple
  | Dict
  | Rebuild
  | ElementKind
  | Storage
  | TensorView;

export class Tuple {
  readonly items: readonly PickleValue[];

  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

/**
 * A dict or OrderedDict as the flat list key, value, key, value. With a `Map` per dict, a pickle of
 * empty dicts would take two hundred times its size in memory.
 */
export class Dict {
  readonly items: PickleValue[] = [];

  *entries(): Generator<[PickleValue, PickleValue]> {
    for (let at = 0; at < this.items.length; at += 2) {
      yield [this.items[at] ?? null, this.items[at + 1] ?? null];
    }
  }

  /** Returns the value of a string key, the last one if it occurs twice. */
  get(key: string): PickleValue | undefined {
    let value: PickleValue | undefined;
    for (const [name, each] of this.entries()) if (name === key) value = each;
    return value;
  }
}

/** One of the few functions that a pickle may call: our own, registered under Python's name. */
export class Rebuild {
  readonly call: (args: readonly PickleValue[]) => PickleValue;

  constructor(call: (args: readonly PickleValue[]) => PickleValue) {
    this.call = call;
  }
}
