import { CheckpointError, quote } from './checkpoint-error.ts';
import { Dict, type PickleValue } from './pickle/pickle-value.ts';
import { TensorView } from './tensor-view.ts';

/** Where training scripts put the state dict beside epoch, optimizer and the like. */
const wrappers = ['state_dict', 'model_state_dict', 'model', 'net'];

/** Wrappers are nested once at most: `{ model: { state_dict: ... } }`. */
const deepest = 2;

/** What DistributedDataParallel, torch.compile and Lightning put before every name. */
const prefixes = ['module.', '_orig_mod.', 'model.'];

/** The tensors of a state dict, at the top or under a wrapper, in its order; other values are left. */
export function findStateDict(top: PickleValue): Map<string, TensorView> {
  let dict = top;
  for (let depth = 0; depth < deepest && dict instanceof Dict; depth += 1) {
    const outer: Dict = dict;
    dict = wrappers.map((name) => outer.get(name)).find((value) => value instanceof Dict) ?? outer;
  }
  if (!(dict instanceof Dict)) throw new CheckpointError('it holds no state dict');
  const tensors = new Map<string, TensorView>();
  for (const [name, value] of dict.entries()) {
    if (typeof name !== 'string' || !(value instanceof TensorView)) continue;
    if (tensors.has(name)) throw new CheckpointError(`it holds the tensor ${quote(name)} twice`);
    tensors.set(name, value);
  }
  return tensors;
}

/** The same tensors without the prefixes that all of their names have, each of them at most once. */
export function stripPrefixes(tensors: ReadonlyMap<string, TensorView>): Map<string, TensorView> {
  let stripped = [...tensors];
  for (const _ of prefixes) {
    const prefix = prefixes.find((each) => stripped.every(([name]) => name.startsWith(each)));
    if (prefix) stripped = stripped.map(([name, view]) => [name.slice(prefix.length), view]);
  }
  return new Map(stripped);
}
