import type { Context, MiddlewareHandler } from 'hono';
import { invalidRequest } from '../../api/failure.ts';
import { ImageError } from '../../image/image-error.ts';
import type { Limits } from '../../image/limits.ts';
import type { ByteBudget, Hold } from '../../shared/byte-budget.ts';
import { collectBytes, TooManyBytesError, TooManyChunksError } from '../../shared/collect-bytes.ts';
import type { AppEnv } from '../app-env.ts';

export interface ReadBodyOptions {
  readonly limits: Pick<Limits, 'requestBytes'>;
  /** Holds the body until there is an answer. */
  readonly budget: ByteBudget;
}

/**
 * Reads the body of a request into one buffer, for `getBody`. Stops reading a body that exceeds the
 * limit, with or without a Content-Length header.
 *
 * @throws ImageError `IMAGE_TOO_LARGE`; RequestError `INVALID_REQUEST` for a body in tiny pieces;
 *   BusyError if there is no room for it
 */
export function readBody({ limits, budget }: ReadBodyOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const hold = budget.hold(c.env?.address);
    try {
      c.set('body', await collect(c, hold, limits.requestBytes));
      await next();
    } finally {
      hold.release();
    }
  };
}

/** Returns the body of a request; an empty buffer if there is none. */
export function getBody(c: Context<AppEnv>): Buffer {
  return c.get('body') ?? Buffer.alloc(0);
}

async function collect(c: Context<AppEnv>, hold: Hold, maxBytes: number): Promise<Buffer> {
  const { body } = c.env ?? {};
  try {
    if (!body) return refuseLonger(Buffer.from(await c.req.arrayBuffer()), maxBytes);
    if (Buffer.isBuffer(body)) return refuseLonger(body, maxBytes);
    const expectedBytes = Number(c.req.header('content-length') ?? 0);
    return await collectBytes(body, { expectedBytes, maxBytes, hold });
  } catch (error) {
    if (error instanceof TooManyBytesError) throw tooLarge(c, maxBytes);
    if (error instanceof TooManyChunksError) {
      throw invalidRequest('the body comes in too many small pieces; send larger ones');
    }
    throw error;
  }
}

/** @throws TooManyBytesError */
function refuseLonger(body: Buffer, maxBytes: number): Buffer {
  if (body.length > maxBytes) throw new TooManyBytesError(`${body.length} bytes`);
  return body;
}

function tooLarge(c: Context<AppEnv>, limit: number): ImageError<'IMAGE_TOO_LARGE'> {
  const message = `The request has more than ${limit} bytes; shrink the picture.`;
  const error = new ImageError('IMAGE_TOO_LARGE', { bytes: null, limit }, { message });
  c.get('logEntry').pictureFailed(error);
  return error;
}
