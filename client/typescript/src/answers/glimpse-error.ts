import type { Failures } from '../contract.ts';

/** What can go wrong between this client and the service: code and details. */
export interface ClientFailures {
  /** The gateway before the service does not let this caller in; the message says why. */
  FORBIDDEN: Record<string, never>;
  /** No connection, or one that broke; `cause` is what `fetch` threw. */
  UNREACHABLE: Record<string, never>;
  /** One attempt took longer than it may. */
  TIMEOUT: { limitMs: number };
  /** The signal of the call was aborted; `cause` is its reason. */
  ABORTED: Record<string, never>;
  /** What came is no answer of this service. `excerpt` is how it begins. */
  UNEXPECTED_ANSWER: { contentType: string | null; excerpt: string };
}

/** Every code with the type of its details: those of the service and those of this client. */
export interface GlimpseFailures extends Omit<Failures, 'IMAGE_TOO_LARGE'>, ClientFailures {
  /** `limit` is null where a gateway before the service refused the request: it tells none. */
  IMAGE_TOO_LARGE: { bytes: number | null; limit: number | null };
}
export type ClientErrorCode = keyof ClientFailures;

export interface ErrorOrigin {
  readonly message: string;
  readonly status?: number | null;
  readonly requestId?: string | null;
  readonly cause?: unknown;
}

/** An error of one code; {@link GlimpseError} is the union of them all. */
class CodedGlimpseError<Code extends keyof GlimpseFailures> extends Error {
  override readonly name = 'GlimpseError';
  /** Stable, for programs; `message` is for people. A newer service may send codes unknown here. */
  readonly code: Code;
  /** Typed by the code. */
  readonly details: GlimpseFailures[Code];
  /** HTTP status; null where there was no answer. */
  readonly status: number | null;
  /** To find the request in the service's log; null where there was no answer. */
  readonly requestId: string | null;

  constructor(code: Code, details: GlimpseFailures[Code], origin: ErrorOrigin) {
    super(origin.message, 'cause' in origin ? { cause: origin.cause } : undefined);
    this.code = code;
    this.details = details;
    this.status = origin.status ?? null;
    this.requestId = origin.requestId ?? null;
  }
}

/** The one error that is thrown: comparing its `code` gives `details` their type. */
export type GlimpseError = {
  [Code in keyof GlimpseFailures]: CodedGlimpseError<Code>;
}[keyof GlimpseFailures];

interface GlimpseErrorConstructor {
  new <Code extends keyof GlimpseFailures>(
    code: Code,
    details: GlimpseFailures[Code],
    origin: ErrorOrigin,
  ): CodedGlimpseError<Code>;
  /** What `instanceof` narrows to. */
  readonly prototype: GlimpseError;
}

export const GlimpseError: GlimpseErrorConstructor = CodedGlimpseError;

/** What the caller passed is wrong, found before anything was sent. */
export function invalid(path: string, message: string, cause?: unknown): GlimpseError {
  const details = { issues: [{ path, message }] };
  return new GlimpseError('INVALID_REQUEST', details, { message: `${path}: ${message}`, cause });
}
