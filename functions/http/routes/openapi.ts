import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Limits } from '../../image/limits.ts';
import type { AppEnv } from '../app-env.ts';
import { refuseOtherMethods } from '../problem.ts';

/** `GET /openapi.json`: the document is created by the first request. */
export function openApiRoute(limits: Limits): Hono<AppEnv> {
  const route = new Hono<AppEnv>();
  let text: string | undefined;
  route.get('/', etag(), async (c) => {
    text ??= await createText(limits);
    return c.body(text, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' });
  });
  refuseOtherMethods(route, '/', 'GET, HEAD');
  return route;
}

async function createText(limits: Limits): Promise<string> {
  const { describeRoutes } = await import('../openapi/document.ts');
  return JSON.stringify(describeRoutes(limits));
}
