import type { ModelInfo } from '../../../functions/api/contract.ts';
import type { Input } from '../inputs.ts';
import { UsageError } from '../usage-error.ts';
import { isStdout } from './is-stdout.ts';
import type { Order } from './order.ts';
import { readDone } from './read-done.ts';

/**
 * The pictures that an earlier run has not answered. All of `file` is read before anything is
 * written, so it may be the very file that stdout is appended to; a line that was cut off in it is
 * ended first, for the next one would be lost in it. Where overlays are wanted, an answer without
 * one is not enough.
 *
 * @throws UsageError where another model wrote the file: its answers are not to be mixed with ours.
 */
export async function skipDone(
  inputs: readonly Input[],
  { skipDone: file, explain }: Pick<Order, 'skipDone' | 'explain'>,
  { id, sha256 }: Pick<ModelInfo, 'id' | 'sha256'>,
): Promise<readonly Input[]> {
  if (file === undefined) return inputs;
  const { has, models, cut } = await readDone(file, { overlay: explain !== undefined });
  const [other] = [...models].filter(([hash]) => hash !== sha256);
  if (other) {
    const what = other[1] === id ? `another ${id}` : other[1];
    throw new UsageError(`${file} has answers of ${what}, and ${id} answers now; use a new file`);
  }
  if (cut && isStdout(file)) process.stdout.write('\n');
  return inputs.filter(({ name }) => name === '-' || !has(name));
}
