import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModelError } from '../format/model-error.ts';
import type { Place } from './shelves.ts';

/**
 * Removes a model that the user added. It is out of sight first and deleted then, so that nobody
 * meets half of it.
 *
 * @throws ModelError for a model that comes with the project.
 */
export async function removeModel({ name, folder, embedded }: Place): Promise<void> {
  if (embedded) {
    throw new ModelError(`${name} comes with the project and cannot be removed.`);
  }
  const bin = await mkdtemp(join(dirname(folder), '.removed-'));
  await rename(folder, join(bin, name));
  await rm(bin, { recursive: true });
}
