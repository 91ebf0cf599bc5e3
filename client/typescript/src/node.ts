import { openAsBlob } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { invalid } from './answers/glimpse-error.ts';

/**
 * A picture in a file. It is not read before it is sent.
 *
 * @throws GlimpseError `INVALID_REQUEST` where there is no such file or it may not be read.
 */
export async function pictureFromFile(path: string | URL): Promise<Blob> {
  try {
    await access(path, constants.R_OK);
    if ((await stat(path)).isFile()) return await openAsBlob(path);
  } catch (cause) {
    throw invalid('path', `${path} ${complaintOf(cause)}`, cause);
  }
  throw invalid('path', `${path} is no file`);
}

function complaintOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
}
