import { setImmediate } from 'node:timers/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { invalidRequest } from '../../api/failure.ts';
import { isPictureFormat, sniff } from '../../image/formats/sniff.ts';

const [maxFiles, maxFields] = [16, 100];

/** Limits of a form: pictures come one at a time, with a few options. */
const limits = {
  files: maxFiles,
  fields: maxFields,
  parts: maxFiles + maxFields,
  fieldSize: 100_000,
  /** Lines in the header of a part. */
  headerPairs: 32,
  headerSize: 16_384,
} as const;

/** Fields for the picture: of this service and Flask's tutorials, and of PyTorch's. */
export const pictureFields = ['image', 'file'];

/** A file of a form. */
export interface FormFile {
  /** The name of its field. */
  readonly field: string;
  /** Empty if the form has none. */
  readonly fileName: string;
  readonly bytes: Buffer;
}

export interface Form {
  readonly files: readonly FormFile[];
  /** The other fields, in order. */
  readonly fields: ReadonlyArray<readonly [name: string, value: string]>;
}

/**
 * Reads a multipart form (RFC 7578), as browsers, curl, .NET, Postman and mail programs write them. The
 * reader of Node differs between versions, and refuses several of these.
 *
 * @param contentType The header, with its boundary.
 * @throws RequestError `INVALID_REQUEST`
 */
export async function parseForm(body: Buffer, contentType: string): Promise<Form> {
  const boundary = /;\s*boundary\s*=\s*(?:"((?:\\.|[^"\\])+)"|([^\s;]+))/i.exec(contentType);
  if (!boundary) {
    throw invalidRequest(
      'the content-type header names no boundary; let the HTTP client write that header itself',
    );
  }
  if (body.length === 0) throw invalidRequest('the form is empty');
  const headers = { 'content-type': contentType } as BusboyHeaders;
  const reader = new Busboy({ headers, limits, isPartAFile });
  const form = collectParts(reader, describeDamage(body, boundary[1] ?? boundary[2] ?? ''));
  await Promise.race([form, feed(reader, body)]);
  return await form;
}

/** Bytes in which a delimiter is looked for, and characters that it may have: RFC 2046 allows 70. */
const [searchedBytes, maxDelimiter] = [65_536, 200];

function describeDamage(body: Buffer, boundary: string): string {
  const delimiter = `--${boundary}`.slice(0, maxDelimiter);
  return body.subarray(0, searchedBytes).includes(delimiter)
    ? 'the form is damaged, or ends early'
    : 'the body does not contain the boundary that its content-type header names';
}

type BusboyInstance = InstanceType<typeof Busboy>;

/** Bytes that are read at once: a few milliseconds, after which others get a turn. */
const sliceBytes = 262_144;
/** 32 MB take 0.1 s; with a delimiter that nearly occurs everywhere, seconds. */
const maxReadMs = 800;

/** @throws RequestError `INVALID_REQUEST` if reading takes too long */
async function feed(reader: BusboyInstance, body: Buffer): Promise<void> {
  let readMs = 0;
  for (let at = 0; at < body.length; at += sliceBytes) {
    if (at > 0) await setImmediate();
    if (reader.destroyed || reader.writableEnded) return;
    const start = performance.now();
    reader.write(body.subarray(at, at + sliceBytes));
    readMs += performance.now() - start;
    if (readMs > maxReadMs)
      throw invalidRequest('the form takes too long to read; send the picture itself');
  }
  reader.end();
}

/**
 * Collects what a reader finds.
 *
 * @param damage What a form is that cannot be read.
 */
async function collectParts(reader: BusboyInstance, damage: string): Promise<Form> {
  return await new Promise((resolve, reject) => {
    const files: FormFile[] = [];
    const fields: [string, string][] = [];
    const add = (file: FormFile, isGuess: boolean): void => {
      if (isGuess && !isPictureFormat(sniff(file.bytes))) {
        fields.push([file.field, file.bytes.toString()]);
      } else files.push(file);
    };
    const fail = (reason: string) => (cause?: unknown) => reject(invalidRequest(reason, { cause }));
    reader.on('file', (...[field, stream, fileName, encoding, mimeType]) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Without this listener, a form that ends within a file would end the process.
      stream.on('error', fail('the form ends early, within a file'));
      stream.on('end', () => {
        const bytes = decodePart(chunks, encoding);
        const isGuess = fileName === undefined && isText(mimeType);
        add({ field: field ?? '', fileName: fileName ?? '', bytes }, isGuess);
      });
    });
    reader.on('field', (...[name, value, isNameCut, isValueCut]) => {
      if (isNameCut || isValueCut)
        fail(`a field of the form is longer than ${limits.fieldSize} bytes`)();
      fields.push([name ?? '', value]);
    });
    reader.on('filesLimit', fail(`the form has more than ${limits.files} files`));
    reader.on('fieldsLimit', fail(`the form has more than ${limits.fields} fields`));
    reader.on('partsLimit', fail(`the form has more than ${limits.parts} parts`));
    reader.on('error', fail(damage));
    reader.on('finish', () => resolve({ files, fields }));
  });
}

/**
 * Some programs name no file. Then the part's type tells; without a type, it may be a picture if it is in
 * a field for pictures, and is one if it begins like one.
 */
function isPartAFile(
  field: string | undefined,
  mimeType: string | undefined,
  fileName: string | undefined,
): boolean {
  return fileName !== undefined || !isText(mimeType) || pictureFields.includes(field ?? '');
}

/** Text is what a part is if it has no type: RFC 7578, 4.4. */
function isText(mimeType = 'text/plain'): boolean {
  return /^(text\/|application\/(json|x-www-form))/i.test(mimeType);
}

/** Mail programs send base64 in parts, and say so. */
function decodePart(chunks: readonly Buffer[], encoding: string): Buffer {
  const [first] = chunks;
  const bytes = chunks.length === 1 && first ? first : Buffer.concat(chunks);
  return encoding.toLowerCase() === 'base64'
    ? Buffer.from(bytes.toString('latin1'), 'base64')
    : bytes;
}
