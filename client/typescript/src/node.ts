import { openAsBlob } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { invalidRequest } from './answers/glimpse-error.ts';

/**
 * Opens a picture file, which is read when it is sent.
 *
 * @throws GlimpseError `INVALID_REQUEST` if the file does not exist or is not readable.
 */
export async function pictureFromFile(path: string | URL): Promise<Blob> {
  try {
    await access(path, constants.R_OK);
    if ((await stat(path)).isFile()) return await openAsBlob(path);
  } catch (cause) {
    throw invalidRequest('path', `${path} ${describeProblem(cause)}`, cause);
  }
  throw invalidRequest('path', `${path} is not a file`);
}

function describeProblem(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
}
