import { statSync } from 'node:fs';
import { ModelError } from '../../../models/format/model-error.ts';
import { sha256Of } from '../../../models/store/sha256-of.ts';

/**
 * The sha256 of a file that the user named.
 *
 * @throws ModelError where it cannot be read, or is a device or pipe, which may be endless.
 */
export async function hashOf(file: string): Promise<string> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    throw new ModelError(`${file} is no file; name the checkpoint or ONNX file itself.`);
  }
  return await sha256Of(file).catch((cause: unknown) => {
    throw new ModelError(`The file ${file} cannot be read.`, { cause });
  });
}
