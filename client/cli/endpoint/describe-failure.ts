import type { GlimpseError } from '../../typescript/src/index.ts';

/** An endpoint cannot be used. `message` is one line: what is wrong; what to do. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
}

export interface FailedRequest {
  readonly url: URL;
  readonly isSigned: boolean;
}

/** Describes a failed request in one line: what is wrong; what to do. */
export function describeFailure(error: GlimpseError, { url, isSigned }: FailedRequest): string {
  switch (error.code) {
    case 'UNREACHABLE':
      return `${url.host} cannot be reached (${findSystemCode(error)}); check the URL and the network`;
    case 'TIMEOUT':
      return `${url.host} did not answer within ${error.details.limitMs} ms; try again`;
    case 'FORBIDDEN':
      return describeForbidden(error, { url, isSigned });
    case 'UNEXPECTED_ANSWER':
      return `${url.href} is not a Glimpse endpoint (status ${error.status}); use the URL that "npm run deploy" prints`;
    default:
      return `${url.host} answered ${error.code}: ${error.message}`;
  }
}

/**
 * Explains why a function URL refuses a request:
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function describeForbidden({ message }: GlimpseError, { url, isSigned }: FailedRequest): string {
  if (!isSigned) {
    return `${url.host} requires signed requests (403), and no AWS credentials are used; log in (aws sso login, aws configure), name a profile with --profile, or add --sign`;
  }
  if (/expired/i.test(message)) {
    return `${url.host} refuses the signature (403, expired); log in again, and check the clock of this machine`;
  }
  if (/signature|security token/i.test(message)) {
    return `${url.host} refuses the signature (403); check credentials, --profile and --region`;
  }
  const [, action = undefined] = /to perform: ([\w:]+)/.exec(message) ?? [];
  if (action) {
    return `${url.host} denies access to these credentials (403): they lack ${action} on the function; add the policy that "npm run deploy" prints`;
  }
  return `${url.host} denies access to these credentials (403); they need lambda:InvokeFunctionUrl and lambda:InvokeFunction on the function (the policy that "npm run deploy" prints)`;
}

/** Finds the system's own code, such as ECONNREFUSED, along the chain of causes. */
function findSystemCode(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (
      'code' in inner &&
      typeof inner.code === 'string' &&
      /^E[A-Z_]+$|^[A-Z]+_/.test(inner.code)
    ) {
      if (inner.code !== 'UNREACHABLE') return inner.code;
    }
  }
  return 'no connection';
}
