import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError } from '../format/model-error.ts';
import { removeModel } from './remove-model.ts';
import { lookUp, type Shelves } from './shelves.ts';

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
  try {
    for (const [file, content] of Object.entries(files))
      await writeFile(join(draft, file), content);
    await prove(draft);
    refuseTakenName(shelves, name, replace);
    const old = lookUp(shelves, name);
    if (old) await removeModel(old);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** @throws ModelError where a model has that name that must not be replaced. */
export function refuseTakenName(shelves: Shelves, name: string, replace: boolean): void {
  const taken = lookUp(shelves, name);
  if (taken?.embedded) {
    throw new ModelError(`${name} comes with the project: choose another name with --name NAME.`);
  }
  if (taken && !replace) {
    throw new ModelError(
      `There is a model named ${name} already: choose another name with --name NAME, or replace it with --force.`,
    );
  }
}
