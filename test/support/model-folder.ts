import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Manifest } from '../../models/format/manifest.ts';
import { modelFolder } from './fixtures.ts';

/** An empty folder that is removed when the test ends. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glimpse-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the embedded model to damage; removed when the test ends. */
export async function copyModel(): Promise<string> {
  const folder = join(await emptyFolder(), 'efficientnet-lite0');
  await cp(modelFolder, folder, { recursive: true });
  return folder;
}

/** Rewrites the manifest of a copy. */
export async function changeManifest(
  folder: string,
  change: (manifest: Manifest) => Partial<Manifest>,
): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  await writeFile(path, JSON.stringify({ ...manifest, ...change(manifest) }));
}

/** Replaces the model of a copy, with size and sha256 in the manifest to match. */
export async function replaceModelFile(folder: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(folder, 'model.onnx'), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await changeManifest(folder, () => ({ sha256, bytes: bytes.length }));
}
