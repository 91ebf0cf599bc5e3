import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { AppEnv } from '../app-env.ts';
import type { Page } from '../page.ts';
import { refuseOtherMethods } from '../problem.ts';

/** Of a name that ends in the hash of its content, as esbuild writes it. */
const hashed = /-[0-9A-Z]{8}\.\w+$/;

/**
 * `GET /` and the page's other files. Browsers ask each time whether they have changed, but keep what
 * is named after its content.
 */
export function pageRoute(page: Page): Hono<AppEnv> {
  const route = new Hono<AppEnv>();
  for (const [path, { type, body }] of page) {
    const kept = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    route.get(path, etag(), (c) =>
      c.body(body, 200, { 'content-type': type, 'cache-control': kept }),
    );
    refuseOtherMethods(route, path, 'GET, HEAD');
  }
  return route;
}
