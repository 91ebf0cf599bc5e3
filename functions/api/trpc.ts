import { initTRPC } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { Caller } from './caller.ts';
import { errorTable } from './error-table.ts';
import { type Failure, toFailure } from './failure.ts';
import type { Service } from './service.ts';

/** What a procedure has at hand. */
export interface Context extends Caller {
  readonly service: Service;
}

/** Errors carry the service's own `code` and `details` in `data`, with the status of the error table. */
export const trpc = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => errorShape(toFailure(error), shape.data.path),
});

/** A failure as tRPC clients read it. */
export function errorShape({ code, message, details }: Failure, path?: string) {
  const { status, trpc: key } = errorTable[code];
  return {
    message,
    code: TRPC_ERROR_CODES_BY_KEY[key],
    data: { code, details, httpStatus: status, path },
  };
}
