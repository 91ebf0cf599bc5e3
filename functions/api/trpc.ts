import { initTRPC } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { excerpt } from '../shared/excerpt.ts';
import type { Caller } from './caller.ts';
import { type ErrorRow, errorTable } from './error-table.ts';
import { toFailure } from './failure.ts';
import type { Service } from './service.ts';

/** What a procedure can use. */
export interface Context extends Caller {
  readonly service: Service;
}

/** Errors have the service's `code` and `details` in `data`, with the status of the error table. */
export const trpc = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const failure = toFailure(error);
    return toErrorShape(failure, errorTable[failure.code], shape.data.path);
  },
});

/** Returns a failure in the shape that tRPC clients read. */
export function toErrorShape<F extends { code: string; message: string; details: object }>(
  failure: F,
  { status, trpc: key }: Pick<ErrorRow, 'status' | 'trpc'>,
  path?: string,
) {
  const [code, details]: [F['code'], F['details']] = [failure.code, failure.details];
  return {
    message: failure.message,
    code: TRPC_ERROR_CODES_BY_KEY[key],
    data: { code, details, httpStatus: status, path: path && excerpt(path, 60) },
  };
}
