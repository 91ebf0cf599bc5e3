import { createReadStream, existsSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { ImageError, refuseTooLarge } from '../../../functions/image/image-error.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import type { Picture } from '../../../functions/image/read-picture.ts';
import { UsageError } from '../../terminal/errors.ts';
import { FileError } from '../errors.ts';
import { type LeftOut, renderLeftOut } from './left-out.ts';
import { hasPictureExtension, isHidden } from './select-entry.ts';
import { type WalkOptions, walkFolder } from './walk-folder.ts';

/** A picture named on the command line. */
export interface Input {
  /** The name as typed; for a file in a folder, its path. */
  readonly name: string;
  /** @throws FileError if a file cannot be read */
  read(): Promise<Picture>;
}

/** Inputs, and what folders and patterns have beside them. */
export interface Selection {
  readonly inputs: readonly Input[];
  readonly leftOut: readonly LeftOut[];
}

/** Windows shells leave patterns to the command, with backslashes, and ignore case. */
const onWindows = process.platform === 'win32';

/**
 * Finds the pictures that arguments name: files, URLs, `-` for stdin, folders with everything below
 * them, and patterns such as `photos/*.jpg`. Files of a folder or pattern are sorted by name.
 *
 * @throws UsageError if a folder has no pictures or a pattern matches none
 */
export function expandInputs(names: readonly string[], options: WalkOptions): Selection {
  return joinSelections(
    names.map((name) => {
      if (name === '-') return selectOne({ name, read: () => readStream(process.stdin) });
      const isPattern = !isRemoteName(name) && !existsSync(name) && isDynamicPattern(name);
      return isPattern ? matchPattern(name, options) : expandName(name, options);
    }),
  );
}

/**
 * Finds the pictures that a list names, like {@link expandInputs} but without patterns: a name that
 * looks like one is a file.
 *
 * @throws UsageError if a folder has no pictures
 */
export function createListedInputs(names: readonly string[], options: WalkOptions): Selection {
  return joinSelections(names.map((name) => expandName(name, options)));
}

/** Puts selections together, in order. */
export function joinSelections(selections: readonly Selection[]): Selection {
  return {
    inputs: selections.flatMap(({ inputs }) => inputs),
    leftOut: selections.flatMap(({ leftOut }) => leftOut),
  };
}

function selectOne(input: Input): Selection {
  return { inputs: [input], leftOut: [] };
}

function expandName(name: string, options: WalkOptions): Selection {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(name) ?? [];
  if (bucket && key) return selectOne({ name, read: async () => ({ s3: { bucket, key } }) });
  if (isRemoteName(name)) return selectOne({ name, read: async () => ({ url: name }) });
  return isFolder(name) ? findPictures(name, options) : selectOne(createFileInput(name));
}

/** Whether a name is a URL, and not a local file. */
export function isRemoteName(name: string): boolean {
  return /^(https?|s3):\/\//i.test(name);
}

function matchPattern(pattern: string, { hidden }: WalkOptions): Selection {
  const portable = onWindows ? pattern.replaceAll('\\', '/') : pattern;
  const files = globSync([portable], {
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    caseSensitiveMatch: !onWindows,
    dot: hidden,
  }).sort();
  const inputs: Input[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of files) {
    if (!hidden && hasHiddenPart(name, portable)) leftOut.push({ name, reason: 'hidden' });
    else if (hasPictureExtension(name)) inputs.push(createFileInput(name));
    else leftOut.push({ name, reason: 'not-picture' });
  }
  if (inputs.length === 0)
    throw new UsageError(explainNone(`no pictures match ${pattern}`, leftOut));
  return { inputs, leftOut };
}

/** Whether a path has a hidden part that the pattern does not name. */
function hasHiddenPart(path: string, pattern: string): boolean {
  const named = new Set(pattern.split('/'));
  return path
    .split('/')
    .some((part) => isHidden(part) && !/^\.\.?$/.test(part) && !named.has(part));
}

/**
 * Finds the pictures in a folder and below it, sorted by path.
 *
 * @throws UsageError if there are none, or no such folder
 */
export function findPictures(folder: string, options: WalkOptions): Selection {
  if (!isFolder(folder)) throw new UsageError(`there is no folder ${folder}`);
  const { files, leftOut } = walkFolder(folder, options);
  if (files.length === 0) {
    throw new UsageError(explainNone(`there are no pictures in ${folder}`, leftOut));
  }
  return { inputs: files.map(({ name, path }) => createFileInput(name, path)), leftOut };
}

function explainNone(sentence: string, leftOut: readonly LeftOut[]): string {
  return [sentence, renderLeftOut(leftOut)].filter((part) => part !== undefined).join('; ');
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Makes an input of a file. @param path Where the system finds it, if the name is not UTF-8. */
export function createFileInput(name: string, path: string | Buffer = name): Input {
  return {
    name,
    read: async () => {
      try {
        return await readStream(createReadStream(path));
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
    chunks.push(chunk as Buffer);
    bytes += chunk.length;
    refuseTooLarge(bytes, localLimits.pictureBytes);
  }
  return { bytes: Buffer.concat(chunks), isSpare: true };
}
