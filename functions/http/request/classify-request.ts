import * as z from 'zod';
import { type ClassifyOptions, classifyInput, optionsSchema } from '../../api/contract.ts';
import { invalidRequest } from '../../api/failure.ts';
import { isPictureFormat, sniff } from '../../image/formats/sniff.ts';
import type { Picture } from '../../image/read-picture.ts';
import { chooseFile } from './choose-file.ts';
import { describeContentType, getContentType, isForm, isJson } from './content-type.ts';
import type { Form } from './form.ts';
import { beginsAsJson, parseJson } from './json.ts';
import { readTextOptions } from './text-options.ts';

/**
 * Reads the body of `POST /classify`: a multipart form with a file; JSON as in the typed API, also where
 * the body begins as JSON under another content type; or, with any other, picture bytes (curl sends
 * form-urlencoded). Options may also be in the query.
 *
 * @throws RequestError or ZodError if the request is not valid.
 */
export async function readClassifyRequest(
  request: Request,
  body: Buffer,
): Promise<ClassifyOptions & { image: Picture }> {
  const query = readTextOptions(new URL(request.url).searchParams);
  const type = getContentType(request);
  if (isForm(type)) {
    const form = await readForm(body, type);
    const image = { bytes: chooseFile(form) };
    return { image, ...optionsSchema.parse({ ...query, ...readTextOptions(form.fields) }) };
  }
  if (isJson(type) || beginsAsJson(body)) {
    refusePicture(body);
    return classifyInput.parse({ ...query, ...z.looseObject({}).parse(parseJson(body)) });
  }
  return { image: { bytes: body, isSpare: true }, ...optionsSchema.parse(query) };
}

/**
 * Reads the body of `POST /predict`: a form with a file. Other fields are ignored.
 *
 * @throws RequestError if the request is not valid.
 */
export async function readPredictRequest(request: Request, body: Buffer): Promise<Picture> {
  const type = getContentType(request);
  if (!isForm(type)) {
    throw invalidRequest(
      `POST /predict takes a multipart form, not ${describeContentType(type)}; send the picture as its file "image" (with curl: -F image=@photo.jpg), or to POST /classify`,
    );
  }
  return { bytes: chooseFile(await readForm(body, type)) };
}

/** Loads the code for forms only here: a start does not need it. */
async function readForm(body: Buffer, type: string): Promise<Form> {
  const { parseForm } = await import('./form.ts');
  return await parseForm(body, type);
}

/** @throws RequestError `INVALID_REQUEST` if the body is a picture under JSON's content type */
function refusePicture(body: Buffer): void {
  const format = sniff(body);
  if (!isPictureFormat(format)) return;
  throw invalidRequest(
    `the content-type header says JSON, but the body is a ${format} picture; leave the header out, or send image/${format}`,
  );
}
