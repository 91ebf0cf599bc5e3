import { ImageError, type ImageFailures, refuseTooLarge } from './image-error.ts';

type Reason = ImageFailures['INVALID_BASE64']['reason'];

const advice: Record<Reason, string> = {
  'data-url': 'send only what follows the comma of the data: URL',
  length: 'its length is no multiple of four; send it whole and padded with "="',
  character: 'it holds a character that is not of the base64 alphabet, such as a line break',
};

/**
 * Decodes standard base64 (RFC 4648 section 4: padded, no white space, no URL-safe alphabet).
 *
 * Node's decoder skips what it does not know, so the text is valid when as many bytes come out as
 * its length promises. That costs nothing beside decoding; a regular expression over 5 MB costs more.
 * Two things it does know and the standard does not: the URL-safe alphabet, and characters beyond
 * U+00FF, which it takes for their low byte.
 *
 * @throws ImageError `INVALID_BASE64`, or `IMAGE_TOO_LARGE` before anything is decoded.
 */
export function decodeBase64(text: string, limit: number): Buffer {
  if (text.startsWith('data:')) throw invalid('data-url');
  if (text.length % 4 !== 0) throw invalid('length');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = (text.length / 4) * 3 - padding;
  refuseTooLarge(bytes, limit);
  const decoded = Buffer.from(text, 'base64');
  if (decoded.length !== bytes || isUrlSafe(text) || !isAscii(text)) throw invalid('character');
  return decoded;
}

function isUrlSafe(text: string): boolean {
  return text.includes('-') || text.includes('_');
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text, 'utf8') === text.length;
}

function invalid(reason: Reason): ImageError<'INVALID_BASE64'> {
  const message = `The picture's base64 is not valid: ${advice[reason]}.`;
  return new ImageError('INVALID_BASE64', { reason }, { message });
}
