import { Hono } from 'hono';
import type { Log } from '../../../functions/api/log.ts';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { commonMiddleware } from '../../../functions/http/middleware/common.ts';
import { originGuard } from '../../../functions/http/middleware/origin-guard.ts';
import { readBody } from '../../../functions/http/middleware/read-body.ts';
import type { Page } from '../../../functions/http/page.ts';
import { answerNotFound } from '../../../functions/http/problem.ts';
import { pageRoute } from '../../../functions/http/routes/page.ts';
import { memoryForPictures } from '../../../functions/image/limits.ts';
import { ByteBudget } from '../../../functions/shared/byte-budget.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { forward } from './forward.ts';
import { answerProxyError } from './proxy-errors.ts';

export interface ProxyOptions {
  readonly endpoint: Pick<Endpoint, 'url' | 'fetch'>;
  /** Maximum bytes of a request body that the endpoint accepts. */
  readonly requestBytes: number;
  readonly page: Page;
  /** The host name or address that the server listens on. */
  readonly host: string;
  readonly log: Log;
}

const forwardedPaths = ['/trpc/*', '/classify', '/predict', '/health', '/openapi.json'];

/** Creates an app that serves the page locally, and signs and forwards its requests to an endpoint. */
export function createProxy(options: ProxyOptions): Hono<AppEnv> {
  const { endpoint, requestBytes, page, host, log } = options;
  const app = new Hono<AppEnv>();
  app.use(...commonMiddleware(log));
  const budget = new ByteBudget(memoryForPictures);
  app.use(originGuard({ host, isPage: (path) => page.has(path) }));
  app.onError(answerProxyError(log));
  app.notFound(answerNotFound);
  for (const path of forwardedPaths) {
    app.all(path, readBody({ limits: { requestBytes }, budget }), (c) => forward(c, endpoint));
  }
  app.route('/', pageRoute(page));
  return app;
}
