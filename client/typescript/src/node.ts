import { openAsBlob } from 'node:fs';
import { invalid } from './glimpse-error.ts';

/**
 * A picture in a file. Only its size is looked at now; it is read when it is sent.
 *
 * @throws GlimpseError `INVALID_REQUEST` where there is no such file or it may not be read.
 */
export async function pictureFromFile(path: string | URL): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch (cause) {
    throw invalid('path', `${path} cannot be read; is it a file that is there?`, cause);
  }
}
