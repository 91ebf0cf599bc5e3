import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { invalidRequest } from '../../api/failure.ts';

/** Limits of a form: pictures come one at a time, with a few options. */
const limits = {
  files: 16,
  fields: 100,
  fieldNameSize: 1_000,
  fieldSize: 100_000,
  /** Lines in the header of a part. */
  headerPairs: 32,
  headerSize: 16_384,
} as const;

const maxParts = limits.files + limits.fields;

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
  refuseDelimiters(body, `--${boundary[1] ?? boundary[2]}`);
  return await new Promise((resolve, reject) => {
    const files: FormFile[] = [];
    const fields: [string, string][] = [];
    const fail = (reason: string) => (cause?: unknown) => reject(invalidRequest(reason, { cause }));
    const headers = { 'content-type': contentType } as BusboyHeaders;
    const reader = new Busboy({ headers, limits, isPartAFile });
    reader.on('file', (...[field, stream, fileName, encoding]) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Without this listener, a form that ends within a file would end the process.
      stream.on('error', fail('the form ends early, within a file'));
      stream.on('end', () => {
        files.push({ field, fileName: fileName ?? '', bytes: decodePart(chunks, encoding) });
      });
    });
    reader.on('field', (...[name, value, isNameCut, isValueCut]) => {
      if (isNameCut || isValueCut)
        fail(`a field of the form is longer than ${limits.fieldSize} bytes`)();
      fields.push([name, value]);
    });
    reader.on('filesLimit', fail(`the form has more than ${limits.files} files`));
    reader.on('fieldsLimit', fail(`the form has more than ${limits.fields} fields`));
    reader.on('error', fail('the form is damaged, or ends early'));
    reader.on('finish', () => resolve({ files, fields }));
    reader.end(body);
  });
}

/**
 * Refuses a body without delimiters, or with so many that reading its parts would take gigabytes.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
function refuseDelimiters(body: Buffer, delimiter: string): void {
  if (body.length === 0) throw invalidRequest('the form is empty');
  if (!body.includes(delimiter)) {
    throw invalidRequest(
      'the body does not contain the boundary that its content-type header names',
    );
  }
  let parts = 0;
  for (let at = body.indexOf(`\r\n${delimiter}`); at !== -1; parts += 1) {
    if (parts > maxParts) throw invalidRequest(`the form has more than ${maxParts} parts`);
    at = body.indexOf(`\r\n${delimiter}`, at + delimiter.length);
  }
}

/** Some programs name no file, and say only that the part is not text. */
function isPartAFile(
  _field: string | undefined,
  contentType: string | undefined,
  fileName: string | undefined,
): boolean {
  return (
    fileName !== undefined ||
    !/^(text\/|application\/(json|x-www-form))/i.test(contentType ?? 'text/plain')
  );
}

/** Mail programs send base64 in parts, and say so. */
function decodePart(chunks: readonly Buffer[], encoding: string): Buffer {
  const [first] = chunks;
  const bytes = chunks.length === 1 && first ? first : Buffer.concat(chunks);
  return encoding.toLowerCase() === 'base64'
    ? Buffer.from(bytes.toString('latin1'), 'base64')
    : bytes;
}
