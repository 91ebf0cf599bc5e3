import { CheckpointError } from '../../../models/checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../../../models/checkpoint/read-checkpoint.ts';
import { writeTemporary } from './fixtures.ts';

/**
 * Reads a file and returns the message with which it is refused, or `undefined` if it is read. Other
 * errors, such as a TypeError in the reader, are rethrown.
 */
export async function getRefusal(file: string | Uint8Array): Promise<string | undefined> {
  try {
    await readCheckpoint(typeof file === 'string' ? file : writeTemporary(file));
    return undefined;
  } catch (error) {
    if (error instanceof CheckpointError && error.cause instanceof CheckpointError) {
      return error.cause.message;
    }
    throw error;
  }
}
