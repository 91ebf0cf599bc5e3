import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { AppEnv } from '../app-env.ts';
import type { Page } from '../page.ts';
import { refuseOtherMethods } from '../problem.ts';

/** Matches a name that ends in the hash of its content, as esbuild writes it. */
const hashedName = /-[0-9A-Z]{8}\.\w+$/;

/**
 * `GET /` and the page's other files. Browsers revalidate them each time, except files named after
 * their content, which they keep.
 */
export function pageRoute(page: Page): Hono<AppEnv> {
  const route = new Hono<AppEnv>();
  for (const [path, { type, body }] of page) {
    const caching = hashedName.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    route.get(path, etag(), (c) =>
      c.body(body, 200, { 'content-type': type, 'cache-control': caching }),
    );
    refuseOtherMethods(route, path, 'GET, HEAD');
  }
  return route;
}
