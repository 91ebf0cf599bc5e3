import { constants } from 'node:os';
import { errors } from 'undici';
import { ImageError, type ImageFailures, type UrlRefusal } from '../image-error.ts';

type Why = { cause?: unknown };
type Obstacle = ImageFailures['URL_UNREACHABLE']['reason'];

/** No message names a host, an address or a query: a redirect may lead where nobody should look. */
const refusals: Readonly<Record<UrlRefusal, string>> = {
  disabled: 'URLs are not fetched here; send the picture itself.',
  syntax: 'This is not a complete URL; give one like https://example.com/picture.jpg.',
  scheme: 'Only http and https are fetched, and https never turns into http; give such a URL.',
  port: 'Only ports 80 and 443 are fetched from; give a URL without another port.',
  credentials: 'URLs with a user name or password are not fetched; give one without.',
  host: 'Pictures are not fetched from this host; give a URL on an allowed one.',
  address: 'The URL leads to an address that is not public; give one that anybody can open.',
  redirects: 'The URL redirects too often; give the one that it ends at.',
  encoding: 'The server compresses its answer unasked; give a URL that sends the picture as it is.',
};

const obstacles: Readonly<Record<Obstacle, string>> = {
  dns: "The URL's host has no address; check its spelling.",
  connection: 'The server did not keep a connection; check that the URL opens, and try again.',
  tls: "The server's certificate or encryption is not trusted; give a URL that browsers open.",
  protocol: 'The server does not answer in proper HTTP; give a URL that browsers open.',
};

export function refused(reason: UrlRefusal): ImageError<'URL_REFUSED'> {
  return new ImageError('URL_REFUSED', { reason }, { message: refusals[reason] });
}

export function unreachable(reason: Obstacle, why: Why = {}): ImageError<'URL_UNREACHABLE'> {
  return new ImageError('URL_UNREACHABLE', { reason }, { message: obstacles[reason], ...why });
}

export function timedOut(limitMs: number, why: Why = {}): ImageError<'URL_TIMEOUT'> {
  const message = `The server took longer than ${limitMs} ms; try again, or send the picture itself.`;
  return new ImageError('URL_TIMEOUT', { limitMs }, { message, ...why });
}

export function wrongStatus(status: number): ImageError<'URL_STATUS'> {
  const message = `The server answered ${status}; give a URL that answers 200 with a picture.`;
  return new ImageError('URL_STATUS', { status }, { message });
}

/** `sizes.bytes` is null where the server declared no length and reading stopped at the limit. */
export function tooLarge(
  sizes: ImageFailures['URL_TOO_LARGE'],
  why: Why = {},
): ImageError<'URL_TOO_LARGE'> {
  const message = `The URL holds more than ${sizes.limit} bytes; give a smaller picture.`;
  return new ImageError('URL_TOO_LARGE', sizes, { message, ...why });
}

/** True for what the operating system says of a connection, `ECONNRESET` and its like. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code) in constants.errno;
}

/** Names what undici or the operating system threw; anything else is a mistake of ours, as it was. */
export function toImageError(
  error: unknown,
  limits: { connectMs: number; silenceMs: number; bytes: number },
): unknown {
  if (error instanceof errors.ConnectTimeoutError)
    return timedOut(limits.connectMs, { cause: error });
  if (error instanceof errors.HeadersTimeoutError)
    return timedOut(limits.silenceMs, { cause: error });
  if (error instanceof errors.BodyTimeoutError) return timedOut(limits.silenceMs, { cause: error });
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return tooLarge({ bytes: null, limit: limits.bytes }, { cause: error });
  }
  if (error instanceof errors.SocketError) return unreachable('connection', { cause: error });
  if (isSystemError(error)) return unreachable('connection', { cause: error });
  if (error instanceof errors.UndiciError) return unreachable('protocol', { cause: error });
  if (error instanceof errors.HTTPParserError) return unreachable('protocol', { cause: error });
  return error;
}
