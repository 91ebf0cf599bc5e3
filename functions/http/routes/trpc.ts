import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { appRouter } from '../../api/router.ts';
import type { Service } from '../../api/service.ts';
import type { Limits } from '../../image/limits.ts';
import { callerOf, type Environment } from '../environment.ts';

/** The typed API under `/trpc`. */
export function trpcRoute(service: Service, { trpcCalls }: Limits): Hono<Environment> {
  return new Hono<Environment>().all('/*', async (c) => {
    const caller = callerOf(c);
    const response = await fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: appRouter,
      createContext: () => ({ ...caller, service }),
      maxBatchSize: trpcCalls,
      onError: ({ error }) => caller.account?.failed(error),
    });
    // Errors that no procedure was reached for come as JSON that calls itself text.
    response.headers.set('content-type', 'application/json');
    return response;
  });
}
