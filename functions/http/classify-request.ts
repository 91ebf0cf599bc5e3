import * as z from 'zod';
import { type ClassifyOptions, classifyInput, optionsSchema } from '../api/contract.ts';
import { invalidRequest } from '../api/failure.ts';
import type { Picture } from '../image/read-picture.ts';
import { readForm } from './form.ts';

/** Options in a query string or form: text, all optional. */
const textOptions = z
  .strictObject({
    topK: z.coerce.number(),
    minScore: z.coerce.number(),
    explain: z.stringbool(),
  })
  .partial();

/**
 * Reads the body of `POST /classify`: multipart with a field `image`, JSON as in the typed API, or, with
 * any other content type, picture bytes (curl sends form-urlencoded). Options may also be in the query.
 *
 * @throws RequestError or ZodError if the request is not valid.
 */
export async function readClassifyRequest(
  request: Request,
): Promise<ClassifyOptions & { image: Picture }> {
  const type = request.headers.get('content-type') ?? '';
  const query = textOptions.parse(Object.fromEntries(new URL(request.url).searchParams));
  if (/^application\/json\b/i.test(type)) {
    const body = z.looseObject({}).parse(await readJson(request));
    return classifyInput.parse({ ...query, ...body });
  }
  if (/^multipart\/form-data\b/i.test(type)) {
    const { image, fields } = await readForm(request);
    const options = optionsSchema.parse({ ...query, ...textOptions.parse(fields) });
    return { image: { bytes: image }, ...options };
  }
  const options = optionsSchema.parse(query);
  return { image: { bytes: Buffer.from(await request.arrayBuffer()) }, ...options };
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw invalidRequest('the body is not JSON', { cause });
  }
}
