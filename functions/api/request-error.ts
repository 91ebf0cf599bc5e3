import { CodedError } from '../shared/coded-error.ts';

/** Codes for a request, apart from its picture, with the type of their details. */
export interface RequestFailures {
  /** Each issue names a field, such as `topK`, and what was expected. */
  INVALID_REQUEST: { issues: { path: string; message: string }[] };
  NOT_FOUND: Record<string, never>;
  METHOD_NOT_ALLOWED: Record<string, never>;
  /** `value` is the host or origin that the request named. */
  ORIGIN_REFUSED: { reason: 'host' | 'origin'; value: string };
  INTERNAL: Record<string, never>;
}

/** A request that is not valid or cannot be served. */
export class RequestError<
  Code extends keyof RequestFailures = keyof RequestFailures,
> extends CodedError<RequestFailures, Code> {}
