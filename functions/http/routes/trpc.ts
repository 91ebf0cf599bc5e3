import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { languages } from '../../../models/format/manifest.ts';
import { invalidRequest } from '../../api/failure.ts';
import { appRouter } from '../../api/router.ts';
import type { Service } from '../../api/service.ts';
import type { Limits } from '../../image/limits.ts';
import { type AppEnv, getCaller } from '../app-env.ts';

/** The typed API under `/trpc`. */
export function trpcRoute(service: Service, { trpcCalls }: Limits): Hono<AppEnv> {
  return new Hono<AppEnv>().all('/*', async (c) => {
    const caller = getCaller(c);
    refuseRepeatedLabels(c.req.path);
    const response = await fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: appRouter,
      createContext: () => ({ ...caller, service }),
      maxBatchSize: trpcCalls,
      onError: ({ error }) => caller.logEntry?.requestFailed(error),
    });
    // If no procedure was reached, tRPC sends its JSON error as text.
    response.headers.set('content-type', 'application/json');
    return response;
  });
}

/**
 * Refuses a batch with more calls of `labels` than there are languages: a tiny request would get
 * megabytes back, and the owner of the deployment pays for what is sent.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
function refuseRepeatedLabels(path: string): void {
  const calls = decodePath(path)
    .split(',')
    .filter((name) => /(^|\/)labels$/.test(name)).length;
  if (calls > languages.length) {
    throw invalidRequest('a batch may call labels once per language');
  }
}

/** Returns a path with broken encoding unchanged: it reaches no procedure. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
