import { createMiddleware } from 'hono/factory';
import { invalidRequest } from '../../api/failure.ts';
import type { AppEnv } from '../app-env.ts';

/** Why a request without a valid URL is refused. */
export const notAUrl = 'its host and path are not a URL';

/** Refuses input that an entry could not turn into a request, so that it is answered like other errors. */
export const refuseMalformed = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    if (c.env?.refusal) throw invalidRequest(c.env.refusal);
    // Hosts such as 1.2.3.4.5 pass the server's own check, and are no part of a URL.
    if (!URL.canParse(c.req.url)) throw invalidRequest(notAUrl);
    await next();
  });
