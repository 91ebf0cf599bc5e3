import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Environment } from '../environment.ts';
import type { Page } from '../page.ts';
import { refuseOtherMethods } from '../problem.ts';

/** `GET /` and the page's other files; browsers ask each time whether they have changed. */
export function pageRoute(page: Page): Hono<Environment> {
  const route = new Hono<Environment>();
  for (const [path, { type, body }] of page) {
    route.get(path, etag(), (c) =>
      c.body(body, 200, { 'content-type': type, 'cache-control': 'no-cache' }),
    );
    refuseOtherMethods(route, path, 'GET, HEAD');
  }
  return route;
}
