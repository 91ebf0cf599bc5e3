import { Hono } from 'hono';
import type { Log } from '../../../functions/api/log.ts';
import { RequestError } from '../../../functions/api/request-error.ts';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { bodyLimit } from '../../../functions/http/middleware/body-limit.ts';
import { errorsOnly } from '../../../functions/http/middleware/errors-only.ts';
import { logRequests } from '../../../functions/http/middleware/log-requests.ts';
import { refuseMalformed } from '../../../functions/http/middleware/refuse-malformed.ts';
import { assignRequestId } from '../../../functions/http/middleware/request-id.ts';
import { securityHeaders } from '../../../functions/http/middleware/security-headers.ts';
import type { Page } from '../../../functions/http/page.ts';
import { pageRoute } from '../../../functions/http/routes/page.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { forward } from './forward.ts';
import { originGuard } from './origin-guard.ts';
import { answerProxyError } from './proxy-errors.ts';

export interface ProxyOptions {
  readonly endpoint: Pick<Endpoint, 'url' | 'fetch'>;
  /** Bytes of a request body that the endpoint takes. */
  readonly requestBytes: number;
  readonly page: Page;
  /** The address that is listened on. */
  readonly host: string;
  readonly log: Log;
}

const forwardedPaths = ['/trpc/*', '/classify', '/predict', '/health', '/openapi.json'];

/** The page of this machine in front of an endpoint: what it asks is signed and passed on. */
export function createProxy(options: ProxyOptions): Hono<AppEnv> {
  const { endpoint, requestBytes, page, host, log } = options;
  const app = new Hono<AppEnv>();
  app.use(assignRequestId(), logRequests(log), securityHeaders(), errorsOnly(), refuseMalformed());
  app.use(originGuard({ host, isPage: (path) => page.has(path) }), bodyLimit({ requestBytes }));
  app.onError(answerProxyError(log));
  app.notFound((c) => {
    const message = `There is nothing at ${c.req.path}; the routes are in the README.`;
    throw new RequestError('NOT_FOUND', {}, { message });
  });
  for (const path of forwardedPaths) {
    app.all(path, (c) => forward(c, endpoint));
  }
  app.route('/', pageRoute(page));
  return app;
}
