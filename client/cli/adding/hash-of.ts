import { ModelError } from '../../../models/format/model-error.ts';
import { sha256Of } from '../../../models/store/sha256-of.ts';

/** The sha256 of a file that the user named. @throws ModelError where it cannot be read. */
export async function hashOf(file: string): Promise<string> {
  return await sha256Of(file).catch((cause: unknown) => {
    throw new ModelError(`The file ${file} cannot be read.`, { cause });
  });
}
