import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { type Label, labelsSchema } from '../format/labels.ts';
import { type Manifest, manifestSchema } from '../format/manifest.ts';
import { ModelError } from '../format/model-error.ts';

/** A model whose files are what its manifest says. */
export interface Model {
  readonly manifest: Manifest;
  /** One entry a class, in the order of the logits. */
  readonly labels: readonly Label[];
  /** The ONNX (or ORT) file. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a model's folder and checks size, sha256 and the number of labels.
 *
 * @throws ModelError with one sentence that says what is wrong.
 */
export async function openModel(folder: string): Promise<Model> {
  const manifest = await readJson(folder, 'manifest.json', manifestSchema);
  const [bytes, labels] = await Promise.all([
    readModelFile(folder, manifest),
    readJson(folder, manifest.labels.en, labelsSchema),
  ]);
  if (labels.length !== manifest.classes) {
    throw new ModelError(
      `Model ${manifest.id} has ${manifest.classes} classes but ${labels.length} labels in ${manifest.labels.en}.`,
    );
  }
  return { manifest, labels, bytes };
}

async function readModelFile(folder: string, manifest: Manifest): Promise<Uint8Array> {
  const bytes = await readBytes(join(folder, manifest.file));
  if (bytes.length !== manifest.bytes) {
    throw new ModelError(
      `Model ${manifest.id} is damaged: ${manifest.file} has ${bytes.length} bytes and not the ${manifest.bytes} of its manifest; install it again.`,
    );
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.sha256) {
    throw new ModelError(
      `Model ${manifest.id} is damaged: the sha256 of ${manifest.file} is ${sha256} and not the ${manifest.sha256} of its manifest; install it again.`,
    );
  }
  return bytes;
}

async function readJson<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const path = join(folder, name);
  const parsed = schema.safeParse(parseJson(path, await readBytes(path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ModelError(`${path} is not valid: ${issue?.path.join('.')} ${issue?.message}.`);
}

function parseJson(path: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new ModelError(`${path} is not JSON.`, { cause });
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ModelError(`${path} cannot be read; is the model's folder complete?`, { cause });
  }
}
