import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Manifest } from '../format/manifest.ts';
import { ModelError } from '../format/model-error.ts';
import { readBytes, readJson } from './files.ts';
import { type Labels, openLabels } from './open-labels.ts';

/** A model whose files match its manifest. */
export interface Model extends Labels {
  readonly manifest: Manifest;
  /** The ONNX (or ORT) file. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a model's folder and checks size, sha256 and the labels.
 *
 * @throws ModelError if a file is missing, damaged or invalid.
 */
export async function openModel(folder: string): Promise<Model> {
  const manifest = await readManifest(folder);
  const [bytes, labels] = await Promise.all([
    readModelFile(folder, manifest),
    openLabels(folder, manifest),
  ]);
  return { manifest, ...labels, bytes };
}

/** @throws ModelError if the manifest is missing or invalid. */
export async function readManifest(folder: string): Promise<Manifest> {
  return await readJson(folder, 'manifest.json', async () => {
    const { manifestSchema } = await import('../format/manifest.ts');
    return manifestSchema;
  });
}

/**
 * Reads the ONNX file of a model and checks its size and sha256.
 *
 * @throws ModelError if it is missing or damaged
 */
export async function readModelFile(folder: string, manifest: Manifest): Promise<Uint8Array> {
  const bytes = await readBytes(join(folder, manifest.file));
  if (bytes.length !== manifest.bytes) {
    throw new ModelError(
      `Model ${manifest.id} is damaged: ${manifest.file} has ${bytes.length} bytes, expected ${manifest.bytes}; install it again.`,
    );
  }
  const sha256 = hash('sha256', bytes);
  if (sha256 !== manifest.sha256) {
    throw new ModelError(
      `Model ${manifest.id} is damaged: the sha256 of ${manifest.file} is ${sha256}, expected ${manifest.sha256}; install it again.`,
    );
  }
  return bytes;
}
