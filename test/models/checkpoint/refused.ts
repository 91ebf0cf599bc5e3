import { CheckpointError } from '../../../models/checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { temporary } from './fixtures.ts';

/**
 * The sentence with which a file is refused, or `undefined` where it is read. Anything but a
 * `CheckpointError` that was meant (a TypeError in the reader, say) is thrown on.
 */
export async function refusalOf(file: string | Uint8Array): Promise<string | undefined> {
  try {
    await readCheckpoint(typeof file === 'string' ? file : temporary(file));
    return undefined;
  } catch (error) {
    if (error instanceof CheckpointError && error.cause instanceof CheckpointError) {
      return error.cause.message;
    }
    throw error;
  }
}
