import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { UsageError } from '../../terminal/errors.ts';
import { FileError } from '../errors.ts';

export interface ListOptions {
  /** Names end with NUL, as written by `find -print0`, and may contain any other character. */
  readonly nul: boolean;
}

/**
 * Reads a list of names, one per line or NUL-separated. A list with any NUL is taken as
 * NUL-separated, because no name contains one.
 *
 * @param file `-` reads stdin.
 * @throws FileError if it cannot be read; UsageError if it is empty
 */
export async function readList(file: string, { nul }: ListOptions): Promise<string[]> {
  const text = (await readAll(file)).toString('utf8').replace(/^\ufeff/, '');
  const lines = nul || text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  const names = lines.filter((name) => name !== '');
  if (names.length === 0) {
    throw new UsageError(`there are no names in ${file === '-' ? 'stdin' : file}`);
  }
  return names;
}

async function readAll(file: string): Promise<Buffer> {
  if (file === '-') return await buffer(process.stdin);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new FileError('FILE_UNREADABLE', file, error);
  }
}
