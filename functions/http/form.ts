import { invalidRequest } from '../api/failure.ts';

export interface Form {
  /** The bytes of the field `image`. */
  readonly image: Buffer;
  /** The other fields as text. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads a multipart form with a picture in the field `image`.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
export async function readForm(request: Request): Promise<Form> {
  const form = await parseForm(request);
  const image = form.get('image');
  if (!(image instanceof Blob)) throw invalidRequest('the form has no file in its field "image"');
  form.delete('image');
  const fields = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  return { image: Buffer.from(await image.arrayBuffer()), fields };
}

async function parseForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (cause) {
    throw invalidRequest('the body is not a multipart form; send one with a file field "image"', {
      cause,
    });
  }
}
