import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { languages } from '../../../models/format/manifest.ts';
import { invalidRequest } from '../../api/failure.ts';
import { appRouter } from '../../api/router.ts';
import type { Service } from '../../api/service.ts';
import type { Limits } from '../../image/limits.ts';
import { type AppEnv, callerOf } from '../app-env.ts';

/** The typed API under `/trpc`. */
export function trpcRoute(service: Service, { trpcCalls }: Limits): Hono<AppEnv> {
  return new Hono<AppEnv>().all('/*', async (c) => {
    const caller = callerOf(c);
    refuseRepeatedLabels(c.req.path);
    const response = await fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: appRouter,
      createContext: () => ({ ...caller, service }),
      maxBatchSize: trpcCalls,
      onError: ({ error }) => caller.logEntry?.requestFailed(error),
    });
    // Errors that no procedure was reached for come as JSON that calls itself text.
    response.headers.set('content-type', 'application/json');
    return response;
  });
}

/**
 * A batch of nothing but `labels` would be megabytes for a request of no size, and whoever deploys
 * pays for what is sent.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
function refuseRepeatedLabels(path: string): void {
  const asked = decoded(path)
    .split(',')
    .filter((name) => /(^|\/)labels$/.test(name)).length;
  if (asked > languages.length) {
    throw invalidRequest('a batch may ask for labels once in each language');
  }
}

/** What is not encoded well reaches no procedure. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
