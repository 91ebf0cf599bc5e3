import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ModelError } from '../format/model-error.ts';
import { findModel, type ModelFolders, type ModelLocation } from './model-folders.ts';
/** The files of a model's folder by their names. */
export type ModelFiles = Readonly<Record<string, Uint8Array | string>>;

export interface InstallOptions {
  readonly folders: ModelFolders;
  readonly name: string;
  /** Whether it may take the place of a model of that name. */
  readonly replace: boolean;
  /** Throws where the model in that folder is not fit to be used. */
  readonly verify: (folder: string) => Promise<void>;
}

/**
 * Puts a model among those that the user added. It is written and proved out of sight, under a name
 * with a dot before it, and appears whole or not at all.
 *
 * @returns Its folder.
 * @throws ModelError where the name is taken; what `prove` throws.
 */
export async function installModel(files: ModelFiles, options: InstallOptions): Promise<string> {
  const { folders, name, replace, verify } = options;
  const draft = join(folders.added, `.new-${randomUUID()}`);
  const folder = join(folders.added, name);
  await mkdir(draft, { recursive: true });
  await removeStaleDrafts(folders.added);
  try {
    for (const [file, content] of Object.entries(files))
      await writeFile(join(draft, file), content);
    await verify(draft);
    refuseTakenName(folders, name, replace);
    await putInPlace(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** What was there is moved aside, and deleted only once the new model stands in its place. */
async function putInPlace(draft: string, folder: string): Promise<void> {
  const aside = join(dirname(folder), `.removed-${randomUUID()}`);
  const replaced = existsSync(folder);
  if (replaced) await rename(folder, aside);
  try {
    await rename(draft, folder);
  } catch (cause) {
    if (replaced) await rename(aside, folder).catch(() => undefined);
    const name = basename(folder);
    throw new ModelError(`Something else took the place of ${name} just now: add it again.`, {
      cause,
    });
  }
  await rm(aside, { recursive: true, force: true });
}

/** @throws ModelError where a model has that name, or anything lies in its place, that must not be replaced. */
export function refuseTakenName(folders: ModelFolders, name: string, replace: boolean): void {
  if (findModel(folders, name)?.embedded) {
    throw new ModelError(`${name} comes with the project: choose another name with --name NAME.`);
  }
  if (existsSync(join(folders.added, name)) && !replace) {
    throw new ModelError(
      `There is a model named ${name} already: choose another name with --name NAME, or replace it with --force.`,
    );
  }
}

/** An hour: nothing that is still at work has such an old draft. */
const staleMs = 60 * 60 * 1000;

/** Deletes the half-made and half-removed models that processes left when they were killed. */
export async function removeStaleDrafts(shelf: string): Promise<void> {
  const drafts = (await readdir(shelf)).filter((name) => /^\.(new|removed)-/.test(name));
  for (const draft of drafts.map((name) => join(shelf, name))) {
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > staleMs) await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Removes a model that the user added. It is out of sight first and deleted then, so that nobody
 * meets half of it.
 *
 * @throws ModelError for a model that comes with the project.
 */
export async function removeModel({ name, folder, embedded }: ModelLocation): Promise<void> {
  if (embedded) {
    throw new ModelError(`${name} comes with the project and cannot be removed.`);
  }
  const bin = await mkdtemp(join(dirname(folder), '.removed-'));
  await rename(folder, join(bin, name));
  await rm(bin, { recursive: true });
}
