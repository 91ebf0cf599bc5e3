import type { GlimpseError } from '../../typescript/src/index.ts';

export interface FailedRequest {
  readonly url: URL;
  readonly isSigned: boolean;
}

/** One line about an endpoint that does not answer: what it is, and what to do. */
export function describeFailure(error: GlimpseError, { url, isSigned }: FailedRequest): string {
  switch (error.code) {
    case 'UNREACHABLE':
      return `${url.host} cannot be reached (${reasonOf(error)}); check the URL and the network`;
    case 'TIMEOUT':
      return `${url.host} did not answer within ${error.details.limitMs} ms; try again`;
    case 'FORBIDDEN':
      return describeForbidden(error, { url, isSigned });
    case 'UNEXPECTED_ANSWER':
      return `${url.href} is no Glimpse (status ${error.status}); check the URL, "npm run deploy" prints it`;
    default:
      return `${url.host} answers ${error.code}: ${error.message}`;
  }
}

/**
 * What a gateway says of a caller whom it does not let in:
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function describeForbidden({ message }: GlimpseError, { url, isSigned }: FailedRequest): string {
  if (!isSigned) {
    return `${url.host} wants signed requests (403), and there are no AWS credentials here; log in (aws sso login, aws configure), name a --profile, or give --sign`;
  }
  if (/expired/i.test(message)) {
    return `${url.host} refuses the signature (403, expired); log in again, and check this machine's clock`;
  }
  if (/signature|security token/i.test(message)) {
    return `${url.host} refuses the signature (403); check credentials, --profile and --region`;
  }
  const [, action = undefined] = /to perform: ([\w:]+)/.exec(message) ?? [];
  if (action) {
    return `${url.host} does not let these credentials in (403): they lack ${action} on the function; "npm run deploy" prints the policy`;
  }
  return `${url.host} does not let these credentials in (403); they need lambda:InvokeFunctionUrl and lambda:InvokeFunction on the function, "npm run deploy" prints the policy`;
}

/** The system's own code, such as ECONNREFUSED, however deep it lies. */
function reasonOf(error: unknown): string {
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

/** An endpoint that cannot be used; `message` says what to do, in one line. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
}
