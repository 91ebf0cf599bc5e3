import { CheckpointError, quote } from './checkpoint-error.ts';
import { Dict, type PickleValue } from './pickle/pickle-value.ts';
import { TensorView } from './tensor-view.ts';

/** Keys under which training scripts store the state dict, beside epoch, optimizer and so on. */
const wrappers = ['state_dict', 'model_state_dict', 'model', 'net'];

/** Wrappers are nested at most once: `{ model: { state_dict: ... } }`. */
const maxDepth = 2;

/** Prefixes that DistributedDataParallel, torch.compile and Lightning add to every name. */
const prefixes = ['module.', '_orig_mod.', 'model.'];

/**
 * Returns the tensors of a state dict, at the top or in a wrapper, in order; skips other values.
 */
export function findStateDict(top: PickleValue): Map<string, TensorView> {
  let dict = top;
  for (let depth = 0; depth < maxDepth && dict instanceof Dict; depth += 1) {
    const outer: Dict = dict;
    dict = wrappers.map((name) => outer.get(name)).find((value) => value instanceof Dict) ?? outer;
  }
  if (!(dict instanceof Dict))
    throw new CheckpointError('it has no state dict; save model.state_dict()');
  const tensors = new Map<string, TensorView>();
  for (const [name, value] of dict.entries()) {
    if (typeof name !== 'string' || !(value instanceof TensorView)) continue;
    if (tensors.has(name)) throw new CheckpointError(`it has the tensor ${quote(name)} twice`);
    tensors.set(name, value);
  }
  return tensors;
}

/** Removes the prefixes that all names have, each prefix at most once. */
export function stripPrefixes(tensors: ReadonlyMap<string, TensorView>): Map<string, TensorView> {
  let stripped = [...tensors];
  for (const _ of prefixes) {
    const prefix = prefixes.find((each) => stripped.every(([name]) => name.startsWith(each)));
    if (prefix) stripped = stripped.map(([name, view]) => [name.slice(prefix.length), view]);
  }
  return new Map(stripped);
}
