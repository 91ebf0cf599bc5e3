import * as z from 'zod';
import { type ClassifyOptions, classifyInput, optionsSchema } from '../api/contract.ts';
import { invalidRequest } from '../api/failure.ts';
import type { Picture } from '../image/read-picture.ts';
import { readForm } from './form.ts';

/** Options as a query string or form has them: text, none of them needed. */
const textOptions = z
  .strictObject({
    topK: z.coerce.number(),
    minScore: z.coerce.number(),
    explain: z.stringbool(),
  })
  .partial();

/**
 * Reads what `POST /classify` takes: multipart with a field `image`, JSON as in the typed API, and
 * any other content type as picture bytes (curl says form-urlencoded). Options may stand in the query with each of them.
 *
 * @throws RequestError or ZodError for a request that is not understood.
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
