import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import type { Log } from '../../api/log.ts';
import { logFailure } from '../../api/log-failure.ts';
import { appRouter } from '../../api/router.ts';
import type { Service } from '../../api/service.ts';
import type { Limits } from '../../image/limits.ts';
import { callerOf, type Environment } from '../environment.ts';

/** The typed API under `/trpc`. */
export function trpcRoute(service: Service, { trpcCalls }: Limits, log: Log): Hono<Environment> {
  return new Hono<Environment>().all('/*', (c) => {
    const caller = callerOf(c);
    return fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: appRouter,
      createContext: () => ({ ...caller, service }),
      maxBatchSize: trpcCalls,
      onError: ({ error }) => logFailure(log, error, caller),
    });
  });
}
