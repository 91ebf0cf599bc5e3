import { STATUS_CODES } from 'node:http';
import type { Context, ErrorHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { errorTable } from '../../../functions/api/error-table.ts';
import { toFailure } from '../../../functions/api/failure.ts';
import type { Log } from '../../../functions/api/log.ts';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { type ClientErrorCode, GlimpseError } from '../../typescript/src/answers/glimpse-error.ts';

/** How failures between here and the service look from outside. */
const ownRows: Readonly<Record<ClientErrorCode, Pick<ProxyFailure, 'status' | 'advice'>>> = {
  FORBIDDEN: {
    status: 403,
    advice: 'Check credentials and policy; "glimpse doctor --endpoint URL" says more.',
  },
  UNREACHABLE: { status: 502, advice: 'Check the URL and the network.' },
  TIMEOUT: { status: 504, advice: 'Try again.' },
  ABORTED: { status: 499, advice: 'Ask again.' },
  UNEXPECTED_ANSWER: { status: 502, advice: 'Check the URL that the server was started with.' },
};

/** JSON-RPC's number for an error of the server: tRPC clients want one. */
const trpcNumber = -32_603;

/** Answers anything thrown as the service does: problem+json, or as tRPC has it under `/trpc`. */
export const answerProxyError =
  (log: Log): ErrorHandler<AppEnv> =>
  (error, c) => {
    const failure = toProxyFailure(error);
    if (failure.code === 'INTERNAL') {
      log.error({ requestId: c.get('requestId'), code: 'INTERNAL', err: error }, 'request failed');
    }
    if (error instanceof GlimpseError && error.code === 'BUSY') {
      c.header('retry-after', String(Math.ceil(error.details.retryAfterMs / 1000)));
    }
    return c.body(JSON.stringify(bodyOf(c, failure)), failure.status as ContentfulStatusCode, {
      'content-type': isTrpc(c) ? 'application/json' : 'application/problem+json',
    });
  };

function toProxyFailure(error: Error): ProxyFailure {
  const { message } = error;
  if (error instanceof RefusedError) {
    const advice = 'Open the page at the address that "glimpse serve" printed.';
    return { code: 'ORIGIN_REFUSED', status: 403, message, details: error.details, advice };
  }
  if (error instanceof GlimpseError) {
    const { code, details } = error;
    const row = { ...ownRows, ...errorTable }[code];
    return { code, message, details, status: row.status, advice: row.advice };
  }
  const failure = toFailure(error);
  const { status, advice } = errorTable[failure.code];
  return { ...failure, status, advice };
}

function bodyOf(c: Context<AppEnv>, failure: ProxyFailure): object {
  const { code, status, message, details, advice } = failure;
  if (isTrpc(c)) {
    return { error: { message, code: trpcNumber, data: { code, details, httpStatus: status } } };
  }
  const requestId = c.get('requestId');
  const title = STATUS_CODES[status] ?? 'Client Closed Request';
  return { type: 'about:blank', title, status, detail: message, code, details, advice, requestId };
}

function isTrpc(c: Context<AppEnv>): boolean {
  return c.req.path.startsWith('/trpc/');
}

/** Codes that this side of an endpoint answers with, next to those of the service. */
export interface ProxyFailure {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly details: object;
  /** What the caller can do. */
  readonly advice: string;
}

/** Another web page's request, or one that came by a name which is not this machine's. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly details: { readonly reason: 'host' | 'origin'; readonly value: string };

  constructor(reason: 'host' | 'origin', value: string) {
    super(
      reason === 'host'
        ? `This server is not ${value}; it answers to the address that it printed.`
        : `Pages of ${value} may not use this server: it signs with its owner's credentials.`,
    );
    this.details = { reason, value };
  }
}
