import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { ImageError, refuseTooLarge } from '../../../functions/image/image-error.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import type { Picture } from '../../../functions/image/read-picture.ts';
import { FileError, UsageError } from '../errors.ts';

/** A picture named on the command line. */
export interface Input {
  /** As people named it; for a file in a folder, its path. */
  readonly name: string;
  /** @throws FileError where a file cannot be read. */
  read(): Promise<Picture>;
}

/** Folders and patterns mean pictures; any other file is tried where it is named itself. */
const pictureNames = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;

/** Shells on Windows leave patterns to the command, with their own slashes, whatever the case. */
const onWindows = process.platform === 'win32';

/**
 * The pictures that the arguments mean: files, URLs, `-` for stdin, folders with the pictures in
 * them and below, and patterns such as `photos/*.jpg`, in order of their names.
 *
 * @throws UsageError for a folder without pictures, or a pattern that matches none.
 */
export function expandInputs(names: readonly string[]): Input[] {
  return names.flatMap((name) => {
    if (name === '-') return [{ name, read: () => readStream(process.stdin) }];
    const isPattern = !isRemoteName(name) && !existsSync(name) && isDynamicPattern(name);
    return isPattern ? matching(name) : namedInputs(name);
  });
}

/**
 * The pictures that a list names, as {@link expandInputs} has them, but each name as it stands: what
 * looks like a pattern is a file.
 *
 * @throws UsageError for a folder without pictures.
 */
export function listedInputs(names: readonly string[]): Input[] {
  return names.flatMap(namedInputs);
}

/**
 * The pictures in a folder and below, in order of their names.
 *
 * @throws UsageError where there are none, or no folder.
 */
export function picturesIn(folder: string): Input[] {
  if (!isFolder(folder)) throw new UsageError(`there is no folder ${folder}`);
  const inputs = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => pictureNames.test(entry.name) && !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(fileInput);
  if (inputs.length === 0) throw new UsageError(`there are no pictures in ${folder}`);
  return inputs;
}

/** Whether a name is that of a picture somewhere else, and not of a file here. */
export function isRemoteName(name: string): boolean {
  return /^(https?|s3):\/\//i.test(name);
}

function namedInputs(name: string): Input[] {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(name) ?? [];
  if (bucket && key) return [{ name, read: async () => ({ s3: { bucket, key } }) }];
  if (isRemoteName(name)) return [{ name, read: async () => ({ url: name }) }];
  return isFolder(name) ? picturesIn(name) : [fileInput(name)];
}

function matching(pattern: string): Input[] {
  const files = globSync([onWindows ? pattern.replaceAll('\\', '/') : pattern], {
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    caseSensitiveMatch: !onWindows,
  }).filter((file) => pictureNames.test(file));
  if (files.length === 0) throw new UsageError(`no pictures match ${pattern}`);
  return files.sort().map(fileInput);
}

function fileInput(name: string): Input {
  return {
    name,
    read: async () => {
      try {
        return await readStream(createReadStream(name));
      } catch (error) {
        throw error instanceof ImageError ? error : new FileError('FILE_UNREADABLE', name, error);
      }
    },
  };
}

async function readStream(stream: NodeJS.ReadableStream): Promise<Picture> {
  return { bytes: await readUpTo(stream, localLimits.pictureBytes) };
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

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

/**
 * Reads a stream into memory, at most `limit` bytes of it: it may be endless.
 *
 * @throws ImageError `IMAGE_TOO_LARGE`
 */
export async function readUpTo(stream: NodeJS.ReadableStream, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    refuseTooLarge(bytes, limit);
  }
  return Buffer.concat(chunks);
}
