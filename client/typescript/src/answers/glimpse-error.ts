import type { Failures } from '../contract.ts';

/** Errors that occur between this client and the service: code and details. */
export interface ClientFailures {
  /** The gateway in front of the service denies access; the message has the reason. */
  FORBIDDEN: Record<string, never>;
  /** The connection failed or broke off; `cause` is the error that `fetch` threw. */
  UNREACHABLE: Record<string, never>;
  /** An attempt took longer than its limit. */
  TIMEOUT: { limitMs: number };
  /** The signal of the call was aborted; `cause` is its reason. */
  ABORTED: Record<string, never>;
  /** The response is not an answer of this service. `excerpt` is its beginning. */
  UNEXPECTED_ANSWER: { contentType: string | null; excerpt: string };
}

/** Every code of the service and of this client, with the type of its details. */
export interface GlimpseFailures extends Omit<Failures, 'IMAGE_TOO_LARGE'>, ClientFailures {
  /** `limit` is null if a gateway refused the request: gateways do not report their limit. */
  IMAGE_TOO_LARGE: { bytes: number | null; limit: number | null };
}
export type ClientErrorCode = keyof ClientFailures;

export interface ErrorOrigin {
  readonly message: string;
  readonly status?: number | null;
  readonly requestId?: string | null;
  readonly cause?: unknown;
}

/** An error with one code; {@link GlimpseError} is the union of all of them. */
class CodedGlimpseError<Code extends keyof GlimpseFailures> extends Error {
  override readonly name = 'GlimpseError';
  /** Stable, for programs; `message` is for people. A newer service may send other codes. */
  readonly code: Code;
  /** Their type depends on the code. */
  readonly details: GlimpseFailures[Code];
  /** HTTP status; null if there was no response. */
  readonly status: number | null;
  /** Identifies the request in the service's log; null if there was no response. */
  readonly requestId: string | null;

  constructor(code: Code, details: GlimpseFailures[Code], origin: ErrorOrigin) {
    super(origin.message, 'cause' in origin ? { cause: origin.cause } : undefined);
    this.code = code;
    this.details = details;
    this.status = origin.status ?? null;
    this.requestId = origin.requestId ?? null;
  }
}

/** The error that every call throws: comparing its `code` narrows the type of `details`. */
export type GlimpseError = {
  [Code in keyof GlimpseFailures]: CodedGlimpseError<Code>;
}[keyof GlimpseFailures];

interface GlimpseErrorConstructor {
  new <Code extends keyof GlimpseFailures>(
    code: Code,
    details: GlimpseFailures[Code],
    origin: ErrorOrigin,
  ): CodedGlimpseError<Code>;
  /** The type that `instanceof` narrows to. */
  readonly prototype: GlimpseError;
}

export const GlimpseError: GlimpseErrorConstructor = CodedGlimpseError;

/** Creates the error for a wrong argument, found before anything is sent. */
export function invalidRequest(path: string, message: string, cause?: unknown): GlimpseError {
  const details = { issues: [{ path, message }] };
  return new GlimpseError('INVALID_REQUEST', details, { message: `${path}: ${message}`, cause });
}
