import { CodedError } from '../shared/coded-error.ts';

/** What can be wrong with a request, whatever picture it carries: code and details. */
export interface RequestFailures {
  /** Each issue names the field, such as `topK`, and what was expected of it. */
  INVALID_REQUEST: { issues: { path: string; message: string }[] };
  NOT_FOUND: Record<string, never>;
  METHOD_NOT_ALLOWED: Record<string, never>;
  INTERNAL: Record<string, never>;
}

/** A request that cannot be understood or served. */
export class RequestError<
  Code extends keyof RequestFailures = keyof RequestFailures,
> extends CodedError<RequestFailures, Code> {}
