import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../../functions/api/log.ts';
import type { AppRouter } from '../../functions/api/router.ts';
import type { Service } from '../../functions/api/service.ts';
import { assembleService } from '../../functions/assemble-service.ts';
import { createApp } from '../../functions/http/app.ts';
import type { AppEnv } from '../../functions/http/app-env.ts';
import { type Listening, listen } from '../../functions/http/listen.ts';
import { originGuard } from '../../functions/http/middleware/origin-guard.ts';
import type { Page } from '../../functions/http/page.ts';
import { type Limits, localLimits } from '../../functions/image/limits.ts';
import type { Bucket } from '../../functions/image/s3/bucket.ts';
import { publicUrlPolicy, type UrlPolicy } from '../../functions/image/url/policy.ts';
import { modelFolder } from './fixtures.ts';

/** A page of one file, so that tests do not need a build. */
const page: Page = new Map([
  [
    '/',
    { type: 'text/html; charset=utf-8', body: new TextEncoder().encode('<title>Glimpse</title>') },
  ],
]);

export interface TestServer extends Listening {
  readonly trpc: TRPCClient<AppRouter>;
  /** Log entries of the server, oldest first. */
  readonly lines: { level: 'info' | 'error'; fields: object; message: string }[];
}

export interface TestServerOptions {
  readonly folder?: string;
  readonly limits?: Partial<Limits>;
  readonly urls?: UrlPolicy;
  readonly bucket?: Bucket;
  /** Creates the service (default: the assembled one). */
  readonly service?: () => Service;
  /** Default: that of the local server. */
  readonly guard?: MiddlewareHandler<AppEnv>;
}

/** Starts the real app with the real model on a free port, and creates a real tRPC client for it. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const limits = { ...localLimits, ...options.limits };
  const lines: TestServer['lines'] = [];
  const log: Log = {
    info: (fields, message) => void lines.push({ level: 'info', fields, message }),
    error: (fields, message) => void lines.push({ level: 'error', fields, message }),
  };
  const { folder = modelFolder, urls = publicUrlPolicy, bucket } = options;
  const service =
    options.service?.() ??
    assembleService({ folder, threads: 1, limits, urls, bucket, log }).service;
  const host = '127.0.0.1';
  const guard = options.guard ?? originGuard({ host, isPage: (path) => page.has(path) });
  const app = createApp({ service, limits, page, log, guard });
  const listening = await listen(app, { host, port: 0 });
  const trpc = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${listening.url}/trpc` })] });
  return { ...listening, trpc, lines };
}
