import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ImageError } from '../image/image-error.ts';
import type { Limits } from '../image/limits.ts';
import type { Environment } from './environment.ts';

/** Stops reading a body that is larger than any request may be, whether its length is told or not. */
export function limitBody({ requestBytes }: Pick<Limits, 'requestBytes'>): MiddlewareHandler {
  return bodyLimit({
    maxSize: requestBytes,
    onError: (c: Context<Environment>) => {
      const message = `The request has more than the ${requestBytes} bytes taken here; shrink the picture.`;
      // The rest of the body is not read: a client that kept the connection would lose its next request.
      c.header('connection', 'close');
      const details = { bytes: null, limit: requestBytes };
      const error = new ImageError('IMAGE_TOO_LARGE', details, { message });
      c.get('account').refused(error);
      throw error;
    },
  });
}
