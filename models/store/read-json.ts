import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { ModelError } from '../format/model-error.ts';

/**
 * Reads a JSON file of a model and checks it.
 *
 * @throws ModelError that names the file and the first field that is wrong.
 */
export async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(parseJson(path, await readBytes(path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ModelError(`${path} is not valid: ${issue?.path.join('.')} ${issue?.message}.`);
}

/** @throws ModelError */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ModelError(`${path} cannot be read; is the model's folder complete?`, { cause });
  }
}

function parseJson(path: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new ModelError(`${path} is not JSON.`, { cause });
  }
}
