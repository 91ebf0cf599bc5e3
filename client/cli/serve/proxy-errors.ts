import type { ErrorHandler } from 'hono';
import { errorTable } from '../../../functions/api/error-table.ts';
import type { Log } from '../../../functions/api/log.ts';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { answerProblem, type Problem, toProblem } from '../../../functions/http/problem.ts';
import { type ClientErrorCode, GlimpseError } from '../../typescript/src/answers/glimpse-error.ts';

type ProblemRow = Pick<Problem, 'status' | 'trpc' | 'advice'>;

/** How failures between this server and the service look from outside. */
const clientRows: Readonly<Record<ClientErrorCode, ProblemRow>> = {
  FORBIDDEN: {
    status: 403,
    trpc: 'FORBIDDEN',
    advice: 'Check credentials and policy; run "glimpse doctor --endpoint URL" for details.',
  },
  UNREACHABLE: { status: 502, trpc: 'BAD_GATEWAY', advice: 'Check the URL and the network.' },
  TIMEOUT: { status: 504, trpc: 'GATEWAY_TIMEOUT', advice: 'Try again.' },
  ABORTED: { status: 499, trpc: 'CLIENT_CLOSED_REQUEST', advice: 'Send the request again.' },
  UNEXPECTED_ANSWER: {
    status: 502,
    trpc: 'BAD_GATEWAY',
    advice: 'Check the URL that the server was started with.',
  },
};

/** Answers anything thrown in the same form as the service. */
export const answerProxyError =
  (log: Log): ErrorHandler<AppEnv> =>
  (error, c) => {
    const problem = toProxyProblem(error);
    if (problem.code === 'INTERNAL') {
      log.error({ requestId: c.get('requestId'), code: 'INTERNAL', err: error }, 'request failed');
    }
    return answerProblem(c, problem);
  };

function toProxyProblem(error: Error): Problem {
  if (error instanceof GlimpseError) {
    const { code, message, details } = error;
    return { ...{ ...clientRows, ...errorTable }[code], code, message, details };
  }
  return toProblem(error);
}
