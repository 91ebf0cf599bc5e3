import { CheckpointError, quote } from '../checkpoint-error.ts';
import { type ElementKind, elementKinds } from '../element-kind.ts';
import { maxDimensions, Storage, TensorView } from '../tensor-view.ts';
import type { PickleGlobals } from './pickle-machine.ts';
import { Dict, type PickleValue, Rebuild, Tuple } from './pickle-value.ts';

/**
 * The globals that pickles of tensors use, see torch/serialization.py and
 * https://github.com/pytorch/pytorch/blob/main/torch/_utils.py. All others are refused, so nothing
 * runs.
 */
const globals: ReadonlyMap<string, PickleValue> = new Map<string, PickleValue>([
  ['collections.OrderedDict', new Rebuild(rebuildOrderedDict)],
  ['torch._utils._rebuild_tensor_v2', new Rebuild(rebuildTensor)],
  ['torch._utils._rebuild_parameter', new Rebuild(rebuildParameter)],
  ...elementKinds.map((kind) => [`torch.${kind.torch}`, kind] as const),
]);

/** Replaces `OrderedDict()`. */
function rebuildOrderedDict(args: readonly PickleValue[]): PickleValue {
  if (args.length > 0) throw new CheckpointError('the pickle creates an OrderedDict from a value');
  return new Dict();
}

/**
 * Replaces `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, hooks,
 * metadata=None)`.
 */
function rebuildTensor(args: readonly PickleValue[]): PickleValue {
  const [storage, offset, shape, strides, , , metadata] = args;
  if (!(storage instanceof Storage)) throw new CheckpointError('a tensor has no storage');
  // Metadata marks conjugated and negated views, whose values differ from the stored ones.
  if (metadata instanceof Dict && metadata.items.length > 0) {
    throw new CheckpointError('a tensor is a conjugated or negated view');
  }
  const view = {
    offset: toInteger(offset),
    shape: toIntegers(shape),
    strides: toIntegers(strides),
  };
  return new TensorView(storage, view);
}

/** Replaces `_rebuild_parameter(data, requires_grad, backward_hooks)`. */
function rebuildParameter([data]: readonly PickleValue[]): PickleValue {
  if (!(data instanceof TensorView)) throw new CheckpointError('a parameter has no tensor');
  return data;
}

function toIntegers(value: PickleValue | undefined): number[] {
  if (!(value instanceof Tuple) || value.items.length > maxDimensions) {
    throw new CheckpointError('a tensor has invalid sizes or strides');
  }
  return value.items.map(toInteger);
}

function toInteger(value: PickleValue | undefined): number {
  if (typeof value !== 'number')
    throw new CheckpointError('a tensor has a size that is not a number');
  return value;
}

function isElementKind(value: PickleValue | undefined): value is ElementKind {
  return elementKinds.some((kind) => kind === value);
}

/** Everything a pickle of PyTorch can access, and the storages that it refers to, by key. */
export class TorchGlobals implements PickleGlobals {
  readonly storages = new Map<string, Storage>();

  findGlobal(module: string, name: string): PickleValue {
    const found = globals.get(`${module}.${name}`);
    if (found === undefined) {
      const global = quote(`${module}.${name}`);
      throw new CheckpointError(
        `it refers to the Python object ${global}, which is never loaded: save only model.state_dict()`,
      );
    }
    return found;
  }

  /**
   * Resolves ('storage', class, key, location, number of elements); the legacy format appends None.
   */
  loadPersistent(id: PickleValue): PickleValue {
    const [tag, kind, key, , length, view] = id instanceof Tuple ? id.items : [];
    if (tag !== 'storage' || !isElementKind(kind) || typeof key !== 'string') {
      throw new CheckpointError('the pickle refers to something that is not a storage');
    }
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) {
      throw new CheckpointError(`the storage ${quote(key)} has an impossible length`);
    }
    if (view)
      throw new CheckpointError(
        `the storage ${quote(key)} is a view, as before PyTorch 0.4: save it again with a newer version`,
      );
    return this.#deduplicate(new Storage(key, kind, length));
  }

  /** Returns the same object for the same key, so that shared storages are read once. */
  #deduplicate(storage: Storage): Storage {
    const known = this.storages.get(storage.key) ?? storage;
    if (known.kind !== storage.kind || known.length !== storage.length) {
      throw new CheckpointError(`the storage ${quote(storage.key)} is described in two ways`);
    }
    this.storages.set(storage.key, known);
    return known;
  }
}
