import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { ImageError, refuseTooLarge } from '../../../functions/image/image-error.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import type { Picture } from '../../../functions/image/read-picture.ts';
import { UsageError } from '../../terminal/errors.ts';
import { FileError } from '../errors.ts';

/** A picture named on the command line. */
export interface Input {
  /** The name as typed; for a file in a folder, its path. */
  readonly name: string;
  /** @throws FileError if a file cannot be read */
  read(): Promise<Picture>;
}

/** Names of the files that folders and patterns select. A file that is named itself is always tried. */
const pictureNames = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;

/** Windows shells leave patterns to the command, with backslashes, and ignore case. */
const onWindows = process.platform === 'win32';

/**
 * Finds the pictures that arguments name: files, URLs, `-` for stdin, folders with everything below
 * them, and patterns such as `photos/*.jpg`. Files of a folder or pattern are sorted by name.
 *
 * @throws UsageError if a folder has no pictures or a pattern matches none
 */
export function expandInputs(names: readonly string[]): Input[] {
  return names.flatMap((name) => {
    if (name === '-') return [{ name, read: () => readStream(process.stdin) }];
    const isPattern = !isRemoteName(name) && !existsSync(name) && isDynamicPattern(name);
    return isPattern ? matchPattern(name) : expandName(name);
  });
}

/**
 * Finds the pictures that a list names, like {@link expandInputs} but without patterns: a name that
 * looks like one is a file.
 *
 * @throws UsageError if a folder has no pictures
 */
export function createListedInputs(names: readonly string[]): Input[] {
  return names.flatMap(expandName);
}

function expandName(name: string): Input[] {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(name) ?? [];
  if (bucket && key) return [{ name, read: async () => ({ s3: { bucket, key } }) }];
  if (isRemoteName(name)) return [{ name, read: async () => ({ url: name }) }];
  return isFolder(name) ? findPictures(name) : [createFileInput(name)];
}

/** Whether a name is a URL, and not a local file. */
export function isRemoteName(name: string): boolean {
  return /^(https?|s3):\/\//i.test(name);
}

function matchPattern(pattern: string): Input[] {
  const files = globSync([onWindows ? pattern.replaceAll('\\', '/') : pattern], {
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    caseSensitiveMatch: !onWindows,
  }).filter((file) => pictureNames.test(file));
  if (files.length === 0) throw new UsageError(`no pictures match ${pattern}`);
  return files.sort().map(createFileInput);
}

/**
 * Finds the pictures in a folder and below it, sorted by path.
 *
 * @throws UsageError if there are none, or no such folder
 */
export function findPictures(folder: string): Input[] {
  if (!isFolder(folder)) throw new UsageError(`there is no folder ${folder}`);
  const inputs = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => pictureNames.test(entry.name) && !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(createFileInput);
  if (inputs.length === 0) throw new UsageError(`there are no pictures in ${folder}`);
  return inputs;
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Names a file as an input. */
export function createFileInput(name: string): Input {
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

/**
 * Reads a stream, which may be endless, up to the size limit of pictures.
 *
 * @throws ImageError `IMAGE_TOO_LARGE`
 */
async function readStream(stream: NodeJS.ReadableStream): Promise<Picture> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    refuseTooLarge(bytes, localLimits.pictureBytes);
  }
  return { bytes: Buffer.concat(chunks) };
}
