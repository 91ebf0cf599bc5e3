import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { languages } from '../../../models/format/languages.ts';
import { invalidRequest } from '../../api/failure.ts';
import { appRouter } from '../../api/router.ts';
import type { Service } from '../../api/service.ts';
import type { Limits } from '../../image/limits.ts';
import { type AppEnv, getCaller } from '../app-env.ts';
import { getBody } from '../middleware/read-body.ts';
import { describeContentType, getContentType, isJson } from '../request/content-type.ts';
import { checkJson } from '../request/json.ts';

/** The typed API under `/trpc`. */
export function trpcRoute(service: Service, { trpcCalls }: Limits): Hono<AppEnv> {
  return new Hono<AppEnv>().all('/*', async (c) => {
    const caller = getCaller(c);
    refuseOtherTypes(c.req.raw);
    refuseLargeBatch(decodePath(c.req.path).split(','), trpcCalls);
    const response = await fetchRequestHandler({
      endpoint: '/trpc',
      req: withCheckedText(c.req.raw, getBody(c)),
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
 * Refuses bodies that tRPC would take for a procedure of another kind, or refuse without a way out.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
function refuseOtherTypes(request: Request): void {
  const type = getContentType(request);
  if (request.method !== 'POST' || isJson(type)) return;
  throw invalidRequest(
    `the typed API takes JSON (content-type: application/json), not ${describeContentType(type)}; send forms and the bytes of pictures to POST /classify`,
  );
}

/**
 * Refuses a batch with too many calls, or with more calls of `labels` than there are languages: a tiny
 * request would get megabytes back, and the owner of the deployment pays for what is sent.
 *
 * @throws RequestError `INVALID_REQUEST`
 */
function refuseLargeBatch(calls: readonly string[], maxCalls: number): void {
  if (calls.length > maxCalls) {
    throw invalidRequest(`a batch may have ${maxCalls} calls, this one has ${calls.length}`);
  }
  if (calls.filter((name) => /(^|\/)labels$/.test(name)).length > languages.length) {
    throw invalidRequest('a batch may call labels once per language');
  }
}

/** Returns the request with a check of its JSON before tRPC parses it. */
function withCheckedText(request: Request, body: Buffer): Request {
  const text = async (): Promise<string> => checkJson(body);
  return new Proxy(request, {
    get: (target, name) => {
      if (name === 'text') return text;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Returns a path with broken encoding unchanged: it reaches no procedure. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
