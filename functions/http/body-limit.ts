import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ImageError } from '../image/image-error.ts';
import type { Limits } from '../image/limits.ts';

/** Stops reading a body that is larger than any request may be, whether its length is told or not. */
export function limitBody({
  requestBytes: limit,
}: Pick<Limits, 'requestBytes'>): MiddlewareHandler {
  const limited = bodyLimit({
    maxSize: limit,
    onError: (c) => {
      const message = `The request has more than the ${limit} bytes taken here; shrink the picture.`;
      const error = new ImageError('IMAGE_TOO_LARGE', { bytes: null, limit }, { message });
      // The rest of the body is not read: a client that kept the connection would lose its next request.
      c.header('connection', 'close');
      throw error;
    },
  });
  return (c, next) => {
    const { raw } = c.req;
    if (raw.body && !raw.headers.has('content-length')) c.req.raw = copy(raw);
    return limited(c, next);
  };
}

/**
 * Hono reads a body of untold length and makes `new Request(request)` of it, which throws for the
 * server's own kind of request: that stands in for one only where it replaces the global class.
 */
function copy({ url, method, headers, body, signal }: Request): Request {
  return new Request(url, { method, headers, body, signal, duplex: 'half' });
}
