import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { FileError } from '../file-error.ts';
import { UsageError } from '../usage-error.ts';

export interface ListOptions {
  /** Names end with NUL, as `find -print0` writes them, and may hold anything else. */
  readonly nul: boolean;
}

/**
 * The names in a list, one a line, or each ended by NUL: where there is a NUL at all it is taken for
 * the latter, for no name holds one.
 *
 * @param file `-` is stdin.
 * @throws FileError where it cannot be read; UsageError where it names nothing.
 */
export async function readList(file: string, { nul }: ListOptions): Promise<string[]> {
  const text = (await readAll(file)).toString('utf8').replace(/^\ufeff/, '');
  const names = nul || text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  const named = names.filter((name) => name !== '');
  if (named.length === 0) {
    throw new UsageError(`there are no names in ${file === '-' ? 'stdin' : file}`);
  }
  return named;
}

async function readAll(file: string): Promise<Buffer> {
  if (file === '-') return await buffer(process.stdin);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new FileError('FILE_UNREADABLE', file, error);
  }
}
