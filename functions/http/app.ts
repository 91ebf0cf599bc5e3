import { Hono } from 'hono';
import type { Log } from '../api/log.ts';
import type { Service } from '../api/service.ts';
import type { Limits } from '../image/limits.ts';
import type { AppEnv } from './app-env.ts';
import { bodyLimit } from './middleware/body-limit.ts';
import { errorsOnly } from './middleware/errors-only.ts';
import { logRequests } from './middleware/log-requests.ts';
import { refuseMalformed } from './middleware/refuse-malformed.ts';
import { assignRequestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import type { Page } from './page.ts';
import { answerError, answerNotFound } from './problem.ts';
import { classifyRoute } from './routes/classify.ts';
import { healthRoute } from './routes/health.ts';
import { openApiRoute } from './routes/openapi.ts';
import { pageRoute } from './routes/page.ts';
import { predictRoute } from './routes/predict.ts';
import { trpcRoute } from './routes/trpc.ts';

export interface AppOptions {
  readonly service: Service;
  readonly limits: Limits;
  readonly page: Page;
  readonly log: Log;
}

/** The whole HTTP surface as a `fetch`-style app; a server or the Lambda bridge feeds it. */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const { service, limits, page, log } = options;
  const app = new Hono<AppEnv>();
  app.use(assignRequestId(), logRequests(log), securityHeaders());
  app.use(errorsOnly(), refuseMalformed(), bodyLimit(limits));
  app.onError(answerError);
  app.notFound(answerNotFound);
  app.route('/trpc', trpcRoute(service, limits));
  app.route('/classify', classifyRoute(service));
  app.route('/predict', predictRoute(service));
  app.route('/health', healthRoute(service));
  app.route('/openapi.json', openApiRoute(limits));
  app.route('/', pageRoute(page));
  return app;
}
