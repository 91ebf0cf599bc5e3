import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type * as z from 'zod';
import { ModelError } from '../format/model-error.ts';
import { isValidated } from './validated.ts';

/** Computes the sha256 of a file, in lower-case hexadecimal digits. */
export async function computeSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Returns the length of a file in bytes; 0 if it does not exist. */
export async function getFileSize(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.size ?? 0;
}

/**
 * Reads a JSON file of a model and validates it, unless its hash shows that it is valid.
 *
 * @param loadSchema Loads the schema: those of models take a tenth of a start.
 * @throws ModelError naming the file and the first invalid field.
 */
export async function readJson<Schema extends z.ZodType>(
  folder: string,
  name: string,
  loadSchema: () => Promise<Schema>,
): Promise<z.infer<Schema>> {
  const path = join(folder, name);
  const bytes = await readBytes(path);
  const value = parseJson(path, bytes);
  if (await isValidated(folder, name, bytes)) return value as z.infer<Schema>;
  const parsed = (await loadSchema()).safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ModelError(
    `${path} is not valid: ${issue?.path.join('.')} ${issue?.message}; install the model again.`,
  );
}

/** @throws ModelError if the file cannot be read. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ModelError(`${path} cannot be read; check that the model's folder is complete.`, {
      cause,
    });
  }
}

function parseJson(path: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new ModelError(`${path} is not valid JSON; install the model again.`, { cause });
  }
}
