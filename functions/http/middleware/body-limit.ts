import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit as honoBodyLimit } from 'hono/body-limit';
import { ImageError } from '../../image/image-error.ts';
import type { Limits } from '../../image/limits.ts';
import type { AppEnv } from '../app-env.ts';

/** Stops reading a body that exceeds the limit, with or without a Content-Length header. */
export function bodyLimit({ requestBytes }: Pick<Limits, 'requestBytes'>): MiddlewareHandler {
  return honoBodyLimit({
    maxSize: requestBytes,
    onError: (c: Context<AppEnv>) => {
      const message = `The request has more than ${requestBytes} bytes; shrink the picture.`;
      const details = { bytes: null, limit: requestBytes };
      const error = new ImageError('IMAGE_TOO_LARGE', details, { message });
      c.get('logEntry').pictureFailed(error);
      throw error;
    },
  });
}
