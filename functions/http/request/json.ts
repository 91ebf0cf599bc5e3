import { isAscii } from 'node:buffer';
import { invalidRequest } from '../../api/failure.ts';

/** A batch of 16 calls of `classifyBatch` with 16 pictures each has about 1,500 values. */
const maxTokens = 10_000;
/** A call in a batch is five levels deep. */
const maxDepth = 20;
/** Characters outside of strings, white space included. */
const maxOutside = 1_000_000;
/** Bytes up to which text outside of ASCII is decoded, which takes ten times as long. */
const maxNonAsciiBytes = 1_000_000;
/** Slashes are escaped by some writers of JSON: one of 64 characters of base64. */
const maxEscapedQuotes = 1_000;

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openers = [0x5b, 0x7b];
const closers = [0x5d, 0x7d];

/**
 * Parses a body as JSON.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
export function parseJson(bytes: Buffer): unknown {
  const text = checkJson(bytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidRequest(describe(bytes), { cause });
  }
}

/**
 * Returns a body as text. Counts its values and levels first, because a small body with many of them
 * would take seconds to validate, and because only strings may be long in a request.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
export function checkJson(bytes: Buffer): string {
  const json = bytes.subarray(hasByteOrderMark(bytes) ? 3 : 0);
  refuseManyValues(json);
  if (isAscii(json)) return json.toString('latin1');
  if (json.length <= maxNonAsciiBytes) return json.toString();
  throw refuse(`more than ${maxNonAsciiBytes} bytes, some of them outside of ASCII`);
}

/** Whether a body begins as a JSON object or array. Pictures do not. */
export function beginsAsJson(bytes: Buffer): boolean {
  const start = bytes.subarray(hasByteOrderMark(bytes) ? 3 : 0, 1_000).toString('latin1');
  return /^[ \t\r\n]*[{[]/.test(start);
}

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function describe(bytes: Buffer): string {
  if (bytes.length === 0) return 'the body is not JSON: it is empty';
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return isUtf16 ? 'the body is not JSON in UTF-8, but in UTF-16' : 'the body is not JSON';
}

/** Walks over the text once; strings are jumped over. */
function refuseManyValues(text: Buffer): void {
  let [tokens, depth, outside, escapedQuotes] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at];
    outside += 1;
    if (byte === quote) {
      for (at = text.indexOf(quote, at + 1); at !== -1 && isEscaped(text, at); ) {
        escapedQuotes += 1;
        if (escapedQuotes > maxEscapedQuotes)
          throw refuse(`more than ${maxEscapedQuotes} escaped quotes`);
        at = text.indexOf(quote, at + 1);
      }
      if (at === -1) return;
    } else if (byte === comma) {
      tokens += 1;
    } else if (byte !== undefined && openers.includes(byte)) {
      [tokens, depth] = [tokens + 1, depth + 1];
    } else if (byte !== undefined && closers.includes(byte)) {
      depth -= 1;
    }
    if (tokens > maxTokens) throw refuse(`more than ${maxTokens} values`);
    if (depth > maxDepth) throw refuse(`more than ${maxDepth} levels`);
    if (outside > maxOutside) throw refuse(`more than ${maxOutside} characters outside of strings`);
  }
}

/** A quote is escaped by an odd number of backslashes. */
function isEscaped(text: Buffer, at: number): boolean {
  let before = at - 1;
  while (text[before] === backslash) before -= 1;
  return (at - before) % 2 === 0;
}

function refuse(what: string): Error {
  return invalidRequest(`the JSON has ${what}, which no request needs`);
}
