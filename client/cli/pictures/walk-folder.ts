import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { getSystemCode } from '../errors.ts';
import type { LeftOut } from './left-out.ts';
import { isHidden, isPictureFile } from './select-entry.ts';

export interface WalkOptions {
  /** Whether to take hidden and system files. */
  readonly hidden: boolean;
}

/** A picture in a folder. */
export interface FoundFile {
  /** Path for people; bytes that are not UTF-8 are replaced. */
  readonly name: string;
  /** Path for the system. */
  readonly path: string | Buffer;
}

/** The pictures below a folder, sorted by path, and what else is there. */
export interface Walk {
  readonly files: readonly FoundFile[];
  readonly leftOut: readonly LeftOut[];
}

/** Finds the pictures in a folder and below it. Links to folders are not followed. */
export function walkFolder(folder: string, options: WalkOptions): Walk {
  const files: FoundFile[] = [];
  const leftOut: LeftOut[] = [];
  visit({ name: folder, path: folder }, { ...options, files, leftOut });
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { files, leftOut };
}

interface Visit extends WalkOptions {
  readonly files: FoundFile[];
  readonly leftOut: LeftOut[];
}

function visit(folder: FoundFile, walk: Visit): void {
  for (const entry of list(folder, walk)) {
    const file = append(folder, entry.name);
    const name = entry.name.toString();
    if (!walk.hidden && isHidden(name)) walk.leftOut.push({ name: file.name, reason: 'hidden' });
    else if (entry.isDirectory()) visit(file, walk);
    else select(name, file, walk);
  }
}

function list(folder: FoundFile, walk: Visit): Dirent<Buffer>[] {
  try {
    return readdirSync(folder.path, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    walk.leftOut.push(unreadable(folder.name, error));
    return [];
  }
}

/** Takes a file if it is a picture. Pipes and devices are never opened: reading could wait forever. */
function select(name: string, file: FoundFile, { files, leftOut }: Visit): void {
  try {
    if (statSync(file.path).isFile() && isPictureFile(name, file.path)) files.push(file);
    else leftOut.push({ name: file.name, reason: 'not-picture' });
  } catch (error) {
    leftOut.push(unreadable(file.name, error));
  }
}

function unreadable(name: string, error: unknown): LeftOut {
  return { name, reason: 'unreadable', code: getSystemCode(error) };
}

/** Joins a folder and a name in it. The name stays bytes if it is not UTF-8. */
function append(folder: FoundFile, entry: Buffer): FoundFile {
  const text = entry.toString();
  const name = join(folder.name, text);
  const isText = typeof folder.path === 'string' && Buffer.from(text).equals(entry);
  if (isText) return { name, path: name };
  return { name, path: Buffer.concat([Buffer.from(folder.path), Buffer.from(sep), entry]) };
}
