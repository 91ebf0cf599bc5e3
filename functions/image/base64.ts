import { ImageError, type ImageFailures, refuseTooLarge } from './image-error.ts';

type Reason = ImageFailures['INVALID_BASE64']['reason'];

const explanations: Record<Reason, string> = {
  'data-url': 'send only what follows the comma of the data: URL',
  length: 'its length is not a multiple of four; send it whole and padded with "="',
  character:
    'it contains a character outside the base64 alphabet, such as a line break; send standard base64',
};

/**
 * Decodes standard base64 (RFC 4648 section 4: padded, no white space, no URL-safe alphabet).
 *
 * Node's decoder skips characters that it does not know, so the text is valid if decoding yields as
 * many bytes as its length implies. That check is free; a regular expression over 5 MB costs more than
 * decoding. Node accepts two things that the standard does not, which are checked separately: the
 * URL-safe alphabet, and characters above U+00FF, which it reads as their low byte.
 *
 * @throws ImageError `INVALID_BASE64`, or `IMAGE_TOO_LARGE` before anything is decoded.
 */
export function decodeBase64(text: string, limit: number): Buffer {
  if (text.startsWith('data:')) throw invalidBase64('data-url');
  if (text.length % 4 !== 0) throw invalidBase64('length');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = (text.length / 4) * 3 - padding;
  refuseTooLarge(bytes, limit);
  const decoded = Buffer.from(text, 'base64');
  if (decoded.length !== bytes || isUrlSafe(text) || !isAscii(text))
    throw invalidBase64('character');
  return decoded;
}

function isUrlSafe(text: string): boolean {
  return text.includes('-') || text.includes('_');
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text, 'utf8') === text.length;
}

function invalidBase64(reason: Reason): ImageError<'INVALID_BASE64'> {
  const message = `The picture's base64 is not valid: ${explanations[reason]}.`;
  return new ImageError('INVALID_BASE64', { reason }, { message });
}
