import { ImageError, type ImageFailures, refuseTooLarge } from './image-error.ts';

type Reason = ImageFailures['INVALID_BASE64']['reason'];

const explanations: Record<Reason, string> = {
  'data-url': 'a data: URL must say ";base64," before the data',
  length: 'its last group of four characters is incomplete; send it whole',
  blank:
    'it contains a blank, probably a "+" that a form has decoded; send it in JSON, or URL-encoded',
  character: 'it contains a character outside the base64 alphabets',
  python: 'it is the text of a Python bytes object; send base64.b64encode(…).decode()',
};

/**
 * Decodes base64: standard or URL-safe (RFC 4648, sections 4 and 5), padded or not, with line breaks and
 * tabs, with blanks around it, or as a data: URL.
 *
 * Node's decoder skips what it does not know, so the text is valid if decoding yields as many bytes as
 * its characters stand for. That check is cheap; a regular expression over 5 MB costs more than decoding.
 * Node also takes characters above U+00FF by their low byte, which is checked separately.
 *
 * @throws ImageError `INVALID_BASE64`, or `IMAGE_TOO_LARGE` before anything is decoded.
 */
export function decodeBase64(text: string, limit: number): Buffer {
  const base64 = removePrefix(text).trim();
  const padding = countPadding(base64);
  const symbols = base64.length - padding - countBreaks(base64);
  const bytes = Math.floor((symbols * 3) / 4);
  refuseTooLarge(bytes, limit);
  const isIncomplete =
    symbols % 4 === 1 || (padding > 0 && (symbols + padding) % 4 !== 0) || padding > 2;
  const decoded = Buffer.from(base64, 'base64');
  const isValid = decoded.length === bytes && isAscii(base64) && !base64.includes(' ');
  if (isValid && !isIncomplete) return decoded;
  if (/^b['"]/.test(base64)) throw invalidBase64('python');
  if (base64.includes(' ')) throw invalidBase64('blank');
  throw invalidBase64(isValid ? 'length' : 'character');
}

/** Longer than any media type with its parameters. */
const maxPrefix = 200;

function removePrefix(text: string): string {
  const start = text.slice(0, maxPrefix).trimStart();
  if (!/^data:/i.test(start)) return text;
  const [prefix] = /^\s*data:[^,]*;\s*base64\s*,/i.exec(text.slice(0, maxPrefix)) ?? [];
  if (prefix === undefined) throw invalidBase64('data-url');
  return text.slice(prefix.length);
}

const [tab, lineFeed, carriageReturn, equals] = [0x09, 0x0a, 0x0d, 0x3d];

function isBreak(code: number): boolean {
  return code === lineFeed || code === carriageReturn || code === tab;
}

/** Counts the padding at the end, between line breaks too. */
function countPadding(base64: string): number {
  let padding = 0;
  for (let at = base64.length - 1; at >= 0; at -= 1) {
    const code = base64.charCodeAt(at);
    if (code === equals) padding += 1;
    else if (!isBreak(code)) break;
  }
  return padding;
}

/** Characters between line breaks, at least, in a text of more than {@link maxShortLines} lines. */
const minLine = 8;
const maxShortLines = 20_000;

/**
 * Counts line breaks and tabs: quickly if there are few.
 *
 * @throws ImageError `INVALID_BASE64` if there are more than any encoder writes
 */
function countBreaks(base64: string): number {
  const max = Math.max(maxShortLines, base64.length / minLine);
  let breaks = 0;
  for (const character of ['\n', '\r', '\t']) {
    for (let at = base64.indexOf(character); at !== -1; at = base64.indexOf(character, at + 1)) {
      breaks += 1;
      if (breaks > max) throw invalidBase64('character');
    }
  }
  return breaks;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text, 'utf8') === text.length;
}

function invalidBase64(reason: Reason): ImageError<'INVALID_BASE64'> {
  const message = `The picture's base64 is not valid: ${explanations[reason]}.`;
  return new ImageError('INVALID_BASE64', { reason }, { message });
}
