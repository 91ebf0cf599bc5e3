import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ModelError } from '../format/model-error.ts';
import { lookUp, type Shelves } from './shelves.ts';
import { sweepDrafts } from './sweep-drafts.ts';

/** The files of a model's folder by their names. */
export type ModelFiles = Readonly<Record<string, Uint8Array | string>>;

export interface InstallOptions {
  readonly shelves: Shelves;
  readonly name: string;
  /** Whether it may take the place of a model of that name. */
  readonly replace: boolean;
  /** Throws where the model in that folder is not fit to be used. */
  readonly prove: (folder: string) => Promise<void>;
}

/**
 * Puts a model among those that the user added. It is written and proved out of sight, under a name
 * with a dot before it, and appears whole or not at all.
 *
 * @returns Its folder.
 * @throws ModelError where the name is taken; what `prove` throws.
 */
export async function installModel(files: ModelFiles, options: InstallOptions): Promise<string> {
  const { shelves, name, replace, prove } = options;
  const draft = join(shelves.added, `.new-${randomUUID()}`);
  const folder = join(shelves.added, name);
  await mkdir(draft, { recursive: true });
  await sweepDrafts(shelves.added);
  try {
    for (const [file, content] of Object.entries(files))
      await writeFile(join(draft, file), content);
    await prove(draft);
    refuseTakenName(shelves, name, replace);
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
export function refuseTakenName(shelves: Shelves, name: string, replace: boolean): void {
  if (lookUp(shelves, name)?.embedded) {
    throw new ModelError(`${name} comes with the project: choose another name with --name NAME.`);
  }
  if (existsSync(join(shelves.added, name)) && !replace) {
    throw new ModelError(
      `There is a model named ${name} already: choose another name with --name NAME, or replace it with --force.`,
    );
  }
}
