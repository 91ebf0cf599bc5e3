import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit as honoBodyLimit } from 'hono/body-limit';
import { ImageError } from '../../image/image-error.ts';
import type { Limits } from '../../image/limits.ts';
import type { AppEnv } from '../app-env.ts';

/** Stops reading a body that is larger than any request may be, whether its length is told or not. */
export function bodyLimit({ requestBytes }: Pick<Limits, 'requestBytes'>): MiddlewareHandler {
  return honoBodyLimit({
    maxSize: requestBytes,
    onError: (c: Context<AppEnv>) => {
      const message = `The request has more than the ${requestBytes} bytes taken here; shrink the picture.`;
      // The rest of the body is not read: a client that kept the connection would lose its next request.
      c.header('connection', 'close');
      const details = { bytes: null, limit: requestBytes };
      const error = new ImageError('IMAGE_TOO_LARGE', details, { message });
      c.get('account').pictureFailed(error);
      throw error;
    },
  });
}
