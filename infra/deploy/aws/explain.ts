/** A request to AWS that failed. */
export interface AwsCall {
  /** The action as IAM spells it, such as `sts:GetCallerIdentity`. */
  readonly action: string;
  readonly profile: string | undefined;
  readonly region: string;
}

const expired = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'];
const unknown = ['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId'];
const unsigned = ['SignatureDoesNotMatch', 'InvalidSignatureException', 'IncompleteSignature'];
const denied = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'];
const throttled = ['Throttling', 'ThrottlingException', 'TooManyRequestsException'];
const unreachable = ['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN'];

/** Explains an error of the SDK to people: one sentence, with advice. */
export function explainAwsError(error: unknown, { action, profile, region }: AwsCall): string {
  const { name, message, code } = getParts(error);
  const profileFlag = profile === undefined ? '' : ` --profile ${profile}`;
  if (
    /sso.*(expired|invalid)|token.*expired|expired.*token/i.test(message) ||
    expired.includes(name)
  ) {
    return `The credentials have expired: sign in again ("aws sso login${profileFlag}", or the way you got them).`;
  }
  if (/multi-?factor/i.test(message)) {
    return 'The profile requires an MFA code: run this in a terminal, which can ask for it, and enter the current code, or set temporary credentials in the environment ("aws sts get-session-token").';
  }
  if (name === 'CredentialsProviderError') {
    return profile === undefined
      ? 'There are no AWS credentials: run "aws configure" or "aws sso login", set AWS_PROFILE, or pass --profile NAME.'
      : `Profile ${profile} has no credentials: check it in ~/.aws/config, or run "aws sso login${profileFlag}".`;
  }
  if (unknown.includes(name)) {
    return `AWS does not know these credentials in ${region}: check them, and check that the region is enabled for the account.`;
  }
  if (unsigned.includes(name)) {
    return 'The signature is wrong: check the secret key and the clock of this machine.';
  }
  if (denied.includes(name)) {
    return `${action} is not allowed for this identity: request it (infra/README.md lists the permissions that deploying needs).`;
  }
  if (throttled.includes(name)) return `AWS limits ${action}: try again in a minute.`;
  if (name === 'TimeoutError' || unreachable.includes(code)) {
    return `AWS cannot be reached in ${region} (${message}): check the network, the proxy and the name of the region.`;
  }
  return `${action} failed: ${name}: ${message}`;
}

/** Returns an error's parts; if several addresses failed, those of the first. */
function getParts(error: unknown): { name: string; message: string; code: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return getParts(error.errors[0]);
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: '' };
  const code = 'code' in error ? String(error.code) : '';
  return { name: error.name, message: error.message, code };
}
