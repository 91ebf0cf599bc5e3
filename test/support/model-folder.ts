import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../models/format/manifest.ts';
import { modelFolder } from './fixtures.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Copies the embedded model; the copy is removed when the test ends. */
export async function copyModel(): Promise<string> {
  const folder = join(temporaryFolder(), 'efficientnet-lite0');
  await cp(modelFolder, folder, { recursive: true });
  return folder;
}

/** Changes fields in the manifest of a copy. */
export async function changeManifest(
  folder: string,
  change: (manifest: Manifest) => Partial<Manifest>,
): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  await writeFile(path, JSON.stringify({ ...manifest, ...change(manifest) }));
}

/** Replaces the model file of a copy, and updates size and sha256 in the manifest. */
export async function replaceModelFile(folder: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(folder, 'model.onnx'), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await changeManifest(folder, () => ({ sha256, bytes: bytes.length }));
}
