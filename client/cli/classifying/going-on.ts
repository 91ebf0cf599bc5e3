import { isStdout } from './is-stdout.ts';
import type { Order } from './order.ts';

/** How a run that was stopped is gone on with: what was answered is known where it was kept. */
export function goingOn({ format, skipDone }: Pick<Order, 'format' | 'skipDone'>): string {
  if (format !== 'jsonl') {
    return 'a run with --jsonl --skip-done FILE >> FILE is one that can be gone on with';
  }
  if (skipDone === undefined) return 'go on with --skip-done and the file that has the answers';
  if (isStdout(skipDone)) return 'the same command goes on from here';
  return `once ${skipDone} has these answers too, the same command goes on from here`;
}
