import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { invalidRequest } from '../../api/failure.ts';
import { isPictureFormat, sniff } from '../../image/formats/sniff.ts';

/** Limits of a form: pictures come one at a time, with a few options. */
const limits = {
  files: 16,
  fields: 100,
  fieldSize: 100_000,
  /** Lines in the header of a part. */
  headerPairs: 32,
  headerSize: 16_384,
} as const;

const maxParts = limits.files + limits.fields;

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
  refuseDelimiters(body, `--${boundary[1] ?? boundary[2]}`);
  return await new Promise((resolve, reject) => {
    const files: FormFile[] = [];
    const fields: [string, string][] = [];
    const add = (file: FormFile, isGuess: boolean): void => {
      if (isGuess && !isPictureFormat(sniff(file.bytes))) {
        fields.push([file.field, file.bytes.toString()]);
      } else files.push(file);
    };
    const fail = (reason: string) => (cause?: unknown) => reject(invalidRequest(reason, { cause }));
    const headers = { 'content-type': contentType } as BusboyHeaders;
    const reader = new Busboy({ headers, limits, isPartAFile });
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
