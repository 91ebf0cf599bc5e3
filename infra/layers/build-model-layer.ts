import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../models/format/manifest.ts';
import { openModel } from '../../models/store/open-model.ts';
import { formatValidated, validatedFile } from '../../models/store/validated.ts';
import { writeZipFile, type ZipFile } from './zip-file.ts';

export interface BuildModelLayerOptions {
  /** The model's folder. */
  readonly folder: string;
  /** The zip to write. */
  readonly to: string;
}

/** Lambda unpacks layers to `/opt`; the function reads its model from `/opt/model`. */
const folderInLayer = 'model';

/**
 * Packs the files of a model that the function needs, and nothing else from its folder.
 *
 * @throws ModelError if the files do not match the manifest.
 */
export async function buildModelLayer({ folder, to }: BuildModelLayerOptions): Promise<ZipFile> {
  const { manifest } = await openModel(folder);
  const files: Record<string, Buffer> = {};
  for (const name of listFiles(manifest)) files[name] = await readFile(join(folder, name));
  // Also for models that were made without the list.
  files[validatedFile] = Buffer.from(formatValidated(files));
  const entries = Object.entries(files).map(([name, bytes]) => ({
    path: `${folderInLayer}/${name}`,
    bytes,
  }));
  return await writeZipFile(entries, to);
}

/** The manifest may name a file twice. */
function listFiles({ file, labels, licence }: Manifest): string[] {
  return [
    ...new Set([
      'manifest.json',
      file,
      ...Object.values(labels).filter((name) => name !== undefined),
      licence,
    ]),
  ];
}
