import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { ImageError } from '../../functions/image/image-error.ts';
import { localLimits } from '../../functions/image/limits.ts';
import type { Picture } from '../../functions/image/read-picture.ts';
import { FileError } from './file-error.ts';
import { readUpTo } from './read-up-to.ts';
import { UsageError } from './usage-error.ts';

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
    const isPattern = !isElsewhere(name) && !existsSync(name) && isDynamicPattern(name);
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
export function isElsewhere(name: string): boolean {
  return /^(https?|s3):\/\//i.test(name);
}

function namedInputs(name: string): Input[] {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(name) ?? [];
  if (bucket && key) return [{ name, read: async () => ({ s3: { bucket, key } }) }];
  if (isElsewhere(name)) return [{ name, read: async () => ({ url: name }) }];
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
