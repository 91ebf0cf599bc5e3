import { Hono, type MiddlewareHandler } from 'hono';
import type { Log } from '../api/log.ts';
import type { Service } from '../api/service.ts';
import { type Limits, memoryForPictures } from '../image/limits.ts';
import { ByteBudget } from '../shared/byte-budget.ts';
import type { AppEnv } from './app-env.ts';
import { commonMiddleware } from './middleware/common.ts';
import { type ReadBodyOptions, readBody } from './middleware/read-body.ts';
import type { Page } from './page.ts';
import { answerError, answerNotFound } from './problem.ts';
import { classifyRoute } from './routes/classify.ts';
import { healthRoute } from './routes/health.ts';
import { openApiRoute } from './routes/openapi.ts';
import { pageRoute } from './routes/page.ts';
import { predictRoute } from './routes/predict.ts';
import { trpcRoute } from './routes/trpc.ts';

export interface AppOptions extends Partial<Pick<ReadBodyOptions, 'budget'>> {
  readonly service: Service;
  readonly limits: Limits;
  readonly page: Page;
  readonly log: Log;
  /** Refuses requests that are not for this server; default: none are refused. */
  readonly guard?: MiddlewareHandler<AppEnv> | undefined;
}

/** Creates the whole HTTP surface as one `fetch`-style app, for a server or the Lambda bridge. */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const { service, limits, budget = new ByteBudget(memoryForPictures) } = options;
  const { page, log, guard } = options;
  // Not strict: a path may end with a slash.
  const app = new Hono<AppEnv>({ strict: false });
  app.use(...commonMiddleware(log), ...(guard ? [guard] : []));
  app.on('POST', ['/classify', '/predict', '/trpc/*'], readBody({ limits, budget }));
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
