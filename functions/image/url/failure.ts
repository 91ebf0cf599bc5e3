import { AssertionError } from 'node:assert';
import { constants } from 'node:os';
import { errors } from 'undici';
import { TooManyBytesError, TooManyChunksError } from '../../shared/collect-bytes.ts';
import { ImageError, type ImageFailures, type UrlRefusalReason } from '../image-error.ts';

type ErrorCause = { cause?: unknown };
type UnreachableReason = ImageFailures['URL_UNREACHABLE']['reason'];

/** Messages never name a host, an address or a query: a redirect may lead to a private one. */
const refusalMessages: Readonly<Record<UrlRefusalReason, string>> = {
  disabled: 'This service does not fetch URLs; send the picture itself.',
  syntax: 'This is not a complete URL; use one like https://example.com/picture.jpg.',
  scheme: 'Only http and https are allowed, without redirects from https to http; use such a URL.',
  port: 'Only ports 80 and 443 are allowed; use a URL without another port.',
  credentials: 'URLs with a user name or password are not fetched; use one without.',
  host: 'This service does not fetch from this host; use a URL on an allowed host.',
  address: 'The URL leads to an address that is not public; use a URL that anybody can open.',
  redirects: 'The URL redirects too often; use its final URL.',
  encoding:
    'The server compresses its response unasked; use a URL that sends the picture unchanged.',
};

const unreachableMessages: Readonly<Record<UnreachableReason, string>> = {
  dns: "The URL's host has no address; check its spelling.",
  connection:
    'The connection to the server failed or broke off; check that the URL opens, and try again.',
  tls: "The server's certificate or encryption is not trusted; use a URL that browsers open.",
  protocol: 'The server does not respond with valid HTTP; use a URL that browsers open.',
};

/** What to do about URLs that hold a picture, or that only their own machine or page can open. */
const schemeMessages: Readonly<Record<string, string>> = {
  data: 'A data: URL is not fetched, because it holds the picture: send it as base64, { "base64": "data:…" }.',
  file: 'A file: URL can be opened on its own machine only; send the picture itself.',
  blob: 'A blob: URL can be opened in its own web page only; send the picture itself.',
};

export function refused(reason: UrlRefusalReason): ImageError<'URL_REFUSED'> {
  return new ImageError('URL_REFUSED', { reason }, { message: refusalMessages[reason] });
}

/** Returns the refusal of a scheme that is never fetched; undefined for other URLs. */
export function refusedScheme(url: string): ImageError<'URL_REFUSED'> | undefined {
  const [, scheme = ''] = /^\s*([a-z]{4}):/i.exec(url.slice(0, 100)) ?? [];
  const message = schemeMessages[scheme.toLowerCase()];
  return message ? new ImageError('URL_REFUSED', { reason: 'scheme' }, { message }) : undefined;
}

export function unreachable(
  reason: UnreachableReason,
  origin: ErrorCause = {},
): ImageError<'URL_UNREACHABLE'> {
  return new ImageError(
    'URL_UNREACHABLE',
    { reason },
    { message: unreachableMessages[reason], ...origin },
  );
}

export function timedOut(limitMs: number, origin: ErrorCause = {}): ImageError<'URL_TIMEOUT'> {
  const message = `The server took longer than ${limitMs} ms; try again, or send the picture itself.`;
  return new ImageError('URL_TIMEOUT', { limitMs }, { message, ...origin });
}

export function wrongStatus(status: number): ImageError<'URL_STATUS'> {
  const message = `The server returned ${status}; use a URL that returns 200 with a picture.`;
  return new ImageError('URL_STATUS', { status }, { message });
}

/** `sizes.bytes` is null if the server declared no length and reading stopped at the limit. */
export function tooLarge(
  sizes: ImageFailures['URL_TOO_LARGE'],
  origin: ErrorCause = {},
): ImageError<'URL_TOO_LARGE'> {
  const message = `The picture behind the URL has more than ${sizes.limit} bytes; use a smaller one.`;
  return new ImageError('URL_TOO_LARGE', sizes, { message, ...origin });
}

/** Whether the operating system reported the error, such as `ECONNRESET`. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code) in constants.errno;
}

/** Translates errors of undici and the operating system; returns others, which are bugs, unchanged. */
export function toImageError(
  error: unknown,
  limits: { connectMs: number; silenceMs: number; bytes: number },
): unknown {
  if (error instanceof errors.ConnectTimeoutError)
    return timedOut(limits.connectMs, { cause: error });
  if (error instanceof errors.HeadersTimeoutError)
    return timedOut(limits.silenceMs, { cause: error });
  if (error instanceof errors.BodyTimeoutError) return timedOut(limits.silenceMs, { cause: error });
  if (error instanceof errors.ResponseExceededMaxSizeError || error instanceof TooManyBytesError) {
    return tooLarge({ bytes: null, limit: limits.bytes }, { cause: error });
  }
  if (error instanceof errors.SocketError) return unreachable('connection', { cause: error });
  if (isSystemError(error)) return unreachable('connection', { cause: error });
  // undici asserts what it expects of a response, such as a status of 100 or more.
  if (error instanceof AssertionError) return unreachable('protocol', { cause: error });
  if (error instanceof TooManyChunksError) return unreachable('protocol', { cause: error });
  if (error instanceof errors.UndiciError) return unreachable('protocol', { cause: error });
  if (error instanceof errors.HTTPParserError) return unreachable('protocol', { cause: error });
  return error;
}
