import { Hono } from 'hono';
import type { Log } from '../../../functions/api/log.ts';
import { RequestError } from '../../../functions/api/request-error.ts';
import { limitBody } from '../../../functions/http/body-limit.ts';
import type { Environment } from '../../../functions/http/environment.ts';
import { errorsOnly } from '../../../functions/http/errors-only.ts';
import { logRequests } from '../../../functions/http/log-requests.ts';
import type { Page } from '../../../functions/http/page.ts';
import { refuseMalformed } from '../../../functions/http/refuse-malformed.ts';
import { assignRequestId } from '../../../functions/http/request-id.ts';
import { pageRoute } from '../../../functions/http/routes/page.ts';
import { secure } from '../../../functions/http/secure.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { answerFailure } from './answer-failure.ts';
import { forward } from './forward.ts';
import { guard } from './guard.ts';

export interface ProxyOptions {
  readonly endpoint: Pick<Endpoint, 'url' | 'fetch'>;
  /** Bytes of a request body that the endpoint takes. */
  readonly requestBytes: number;
  readonly page: Page;
  /** The address that is listened on. */
  readonly host: string;
  readonly log: Log;
}

const passedOn = ['/trpc/*', '/classify', '/predict', '/health', '/openapi.json'];

/** The page of this machine in front of an endpoint: what it asks is signed and passed on. */
export function createProxy(options: ProxyOptions): Hono<Environment> {
  const { endpoint, requestBytes, page, host, log } = options;
  const app = new Hono<Environment>();
  app.use(assignRequestId(), logRequests(log), secure(), errorsOnly(), refuseMalformed());
  app.use(guard({ host, isPage: (path) => page.has(path) }), limitBody({ requestBytes }));
  app.onError(answerFailure(log));
  app.notFound((c) => {
    const message = `There is nothing at ${c.req.path}; the routes are in the README.`;
    throw new RequestError('NOT_FOUND', {}, { message });
  });
  for (const path of passedOn) {
    app.all(path, (c) => forward(c, endpoint));
  }
  app.route('/', pageRoute(page));
  return app;
}
