import { CheckpointError, quote } from '../checkpoint-error.ts';
import { type ElementKind, elementKinds } from '../element-kind.ts';
import { maxDimensions, Storage, TensorView } from '../tensor-view.ts';
import type { PickleGlobals } from './pickle-machine.ts';
import { Dict, type PickleValue, Rebuild, Tuple } from './pickle-value.ts';

/**
 * All that pickles of tensors may name, as https://github.com/pytorch/pytorch/blob/main/torch/_utils.py
 * and torch/serialization.py write it. Every other global is refused by its name, so nothing runs.
 */
const globals: ReadonlyMap<string, PickleValue> = new Map<string, PickleValue>([
  ['collections.OrderedDict', new Rebuild(rebuildOrderedDict)],
  ['torch._utils._rebuild_tensor_v2', new Rebuild(rebuildTensor)],
  ['torch._utils._rebuild_parameter', new Rebuild(rebuildParameter)],
  ...elementKinds.map((kind) => [`torch.${kind.torch}`, kind] as const),
]);

/** OrderedDict() */
function rebuildOrderedDict(args: readonly PickleValue[]): PickleValue {
  if (args.length > 0) throw new CheckpointError('the pickle makes an OrderedDict from a value');
  return new Dict();
}

/** _rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, hooks, metadata=None) */
function rebuildTensor(args: readonly PickleValue[]): PickleValue {
  const [storage, offset, shape, strides, , , metadata] = args;
  if (!(storage instanceof Storage)) throw new CheckpointError('a tensor has no storage');
  // Metadata is where conjugated and negated views say that their numbers are not as stored.
  if (metadata instanceof Dict && metadata.items.length > 0) {
    throw new CheckpointError('a tensor is a conjugated or negated view');
  }
  const view = { offset: integer(offset), shape: integers(shape), strides: integers(strides) };
  return new TensorView(storage, view);
}

/** _rebuild_parameter(data, requires_grad, backward_hooks) */
function rebuildParameter([data]: readonly PickleValue[]): PickleValue {
  if (!(data instanceof TensorView)) throw new CheckpointError('a parameter has no tensor');
  return data;
}

function integers(value: PickleValue | undefined): number[] {
  if (!(value instanceof Tuple) || value.items.length > maxDimensions) {
    throw new CheckpointError('a tensor has no proper sizes or strides');
  }
  return value.items.map(integer);
}

function integer(value: PickleValue | undefined): number {
  if (typeof value !== 'number') throw new CheckpointError('a tensor has a size that is no number');
  return value;
}

function isElementKind(value: PickleValue | undefined): value is ElementKind {
  return elementKinds.some((kind) => kind === value);
}

/** What a pickle of PyTorch can reach, and the storages that it has asked for, by their keys. */
export class TorchGlobals implements PickleGlobals {
  readonly storages = new Map<string, Storage>();

  findGlobal(module: string, name: string): PickleValue {
    const found = globals.get(`${module}.${name}`);
    if (found === undefined) {
      const global = quote(`${module}.${name}`);
      throw new CheckpointError(
        `it asks for the Python object ${global}, which is never loaded: save model.state_dict() alone`,
      );
    }
    return found;
  }

  /** ('storage', class, key, location, number of elements), in the legacy format with None behind. */
  loadPersistent(id: PickleValue): PickleValue {
    const [tag, kind, key, , length, view] = id instanceof Tuple ? id.items : [];
    if (tag !== 'storage' || !isElementKind(kind) || typeof key !== 'string') {
      throw new CheckpointError('the pickle refers to something that is no storage');
    }
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) {
      throw new CheckpointError(`the storage ${quote(key)} has an impossible length`);
    }
    if (view)
      throw new CheckpointError(`${quote(key)} is a view of a storage, as before PyTorch 0.4`);
    return this.#storage(new Storage(key, kind, length));
  }

  /** The same object for the same key: what is shared is read once. */
  #storage(storage: Storage): Storage {
    const known = this.storages.get(storage.key) ?? storage;
    if (known.kind !== storage.kind || known.length !== storage.length) {
      throw new CheckpointError(`the storage ${quote(storage.key)} is described in two ways`);
    }
    this.storages.set(storage.key, known);
    return known;
  }
}
