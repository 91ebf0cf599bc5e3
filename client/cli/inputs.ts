import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

const pictureNames = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;

/**
 * The pictures that the arguments mean: files, URLs, `-` for stdin, and folders with the pictures in
 * them and below, in order of their names.
 *
 * @throws UsageError for a folder without pictures.
 */
export function expandInputs(names: readonly string[]): Input[] {
  return names.flatMap((name) => {
    if (name === '-') return [{ name, read: () => readStream(process.stdin) }];
    if (/^https?:\/\//i.test(name)) return [{ name, read: async () => ({ url: name }) }];
    return isFolder(name) ? picturesIn(name) : [fileInput(name)];
  });
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

function fileInput(name: string): Input {
  return {
    name,
    read: async () => {
      try {
        return await readStream(createReadStream(name));
      } catch (error) {
        throw error instanceof ImageError ? error : new FileError(name, error);
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
