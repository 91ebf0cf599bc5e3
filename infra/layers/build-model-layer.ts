import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../models/format/manifest.ts';
import { openModel } from '../../models/store/open-model.ts';
import { writeZipFile, type ZipFile } from './zip-file.ts';

export interface BuildModelLayerOptions {
  /** The model's folder. */
  readonly folder: string;
  /** The zip to write. */
  readonly to: string;
}

/** A layer is unpacked under `/opt`; the function looks for its model in `/opt/model`. */
const folderInLayer = 'model';

/**
 * Packs a model: what answering takes and nothing else of its folder.
 *
 * @throws ModelError where the files are not what the manifest says.
 */
export async function buildModelLayer({ folder, to }: BuildModelLayerOptions): Promise<ZipFile> {
  const { manifest } = await openModel(folder);
  const entries = filesOf(manifest).map(async (name) => ({
    path: `${folderInLayer}/${name}`,
    bytes: await readFile(join(folder, name)),
  }));
  return await writeZipFile(await Promise.all(entries), to);
}

/** Names that the manifest gives twice are one file. */
function filesOf({ file, labels, licence }: Manifest): string[] {
  return [
    ...new Set([
      'manifest.json',
      file,
      ...Object.values(labels).filter((name) => name !== undefined),
      licence,
    ]),
  ];
}
