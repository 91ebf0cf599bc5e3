import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ModelError } from '../format/model-error.ts';
import { findModel, type ModelFolders, type ModelLocation } from './model-folders.ts';
import { removeStale } from './stale-drafts.ts';

/** The files of a model's folder by their names. */
export type ModelFiles = Readonly<Record<string, Uint8Array | string>>;

export interface InstallOptions {
  readonly folders: ModelFolders;
  readonly name: string;
  /** Whether an existing model of that name may be replaced. */
  readonly replace: boolean;
  /** Throws if the model in that folder does not work. */
  readonly verify: (folder: string) => Promise<void>;
}

/** Matches the folders of models that are being installed or removed. */
const draftName = /^\.(new|removed)-/;

/**
 * Adds a model to the user's models. It is written and verified in a hidden folder first, so it
 * appears complete or not at all.
 *
 * @returns Its folder.
 * @throws ModelError if the name is taken or the files cannot be written; whatever `verify` throws.
 */
export async function installModel(files: ModelFiles, options: InstallOptions): Promise<string> {
  const { folders, name, replace, verify } = options;
  const draft = join(folders.added, `.new-${randomUUID()}`);
  const folder = join(folders.added, name);
  try {
    await writeDraft(draft, files);
    await removeStale(folders.added, draftName);
    await verify(draft);
    refuseTakenName(folders, name, replace);
    await replaceFolder(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

async function writeDraft(draft: string, files: ModelFiles): Promise<void> {
  try {
    await mkdir(draft, { recursive: true });
    for (const [file, content] of Object.entries(files)) {
      await writeFile(join(draft, file), content);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(
      `${dirname(draft)} cannot be written: ${reason}; check free space and permissions.`,
      { cause },
    );
  }
}

/** Moves an existing model aside, and deletes it only after the new one has its name. */
async function replaceFolder(draft: string, folder: string): Promise<void> {
  const aside = join(dirname(folder), `.removed-${randomUUID()}`);
  const replaced = existsSync(folder);
  if (replaced) await rename(folder, aside);
  try {
    await rename(draft, folder);
  } catch (cause) {
    if (replaced) await rename(aside, folder).catch(() => undefined);
    const name = basename(folder);
    throw new ModelError(`Another process changed ${name} at the same time: add the model again.`, {
      cause,
    });
  }
  await rm(aside, { recursive: true, force: true });
}

/** @throws ModelError if a model or anything else has that name and must not be replaced. */
export function refuseTakenName(folders: ModelFolders, name: string, replace: boolean): void {
  if (findModel(folders, name)?.embedded) {
    throw new ModelError(`${name} is built in: choose another name with --name NAME.`);
  }
  if (existsSync(join(folders.added, name)) && !replace) {
    throw new ModelError(
      `There is a model named ${name} already: choose another name with --name NAME, or replace it with --force.`,
    );
  }
}

/**
 * Removes a model that the user added. It is hidden first and then deleted, so that no other
 * process finds half of it.
 *
 * @throws ModelError if the model comes with the project.
 */
export async function removeModel({ name, folder, embedded }: ModelLocation): Promise<void> {
  if (embedded) {
    throw new ModelError(`${name} is built in and cannot be removed.`);
  }
  const bin = await mkdtemp(join(dirname(folder), '.removed-'));
  await rename(folder, join(bin, name));
  await rm(bin, { recursive: true });
}
