import { invalidRequest } from '../../api/failure.ts';
import { excerpt } from '../../shared/excerpt.ts';
import { type Form, type FormFile, pictureFields } from './form.ts';

/** Names that are listed in a message. */
const maxNames = 10;

/**
 * Returns the picture of a form: its only file, whatever the name of its field.
 *
 * @throws RequestError `INVALID_REQUEST` if there is no file, or more than one
 */
export function chooseFile({ files, fields }: Form): Buffer {
  const chosen = files.filter((file) => !isUnused(file));
  const [file, ...others] = chosen;
  if (file && others.length === 0) return file.bytes;
  if (file) {
    throw invalidRequest(
      `the form has ${chosen.length} files (${listNames(chosen.map(({ field }) => field))}); send one`,
    );
  }
  throw invalidRequest(`the form has no file; ${describeFields(files, fields)}`);
}

/** Browsers send a file input in which nothing was chosen as an empty file without a name. */
function isUnused({ fileName, bytes }: FormFile): boolean {
  return fileName === '' && bytes.length === 0;
}

function describeFields(unused: Form['files'], fields: Form['fields']): string {
  const wanted = 'send the picture as a file in the field "image"';
  const [empty] = unused;
  if (empty) return `no file was chosen in its field "${excerpt(empty.field)}"`;
  if (fields.length === 0) return wanted;
  const [text] = fields.find(([name]) => pictureFields.includes(name)) ?? [];
  if (text !== undefined) {
    return `its field "${text}" is text: ${wanted} (with curl: -F ${text}=@photo.jpg)`;
  }
  return `it has ${listNames(fields.map(([name]) => name))}: ${wanted}`;
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map((name) => `"${excerpt(name, 60)}"`);
  const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : '';
  return shown.join(', ') + more;
}
