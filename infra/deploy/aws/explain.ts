/** Who asked what of AWS. */
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
const unreached = ['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN'];

/** What an error of the SDK means for people, in one sentence that says what to do. */
export function explainAwsError(error: unknown, { action, profile, region }: AwsCall): string {
  const { name, message, code } = partsOf(error);
  const as = profile === undefined ? '' : ` --profile ${profile}`;
  if (
    /sso.*(expired|invalid)|token.*expired|expired.*token/i.test(message) ||
    isOf(name, expired)
  ) {
    return `The credentials have expired: sign in again ("aws sso login${as}", or however you got them).`;
  }
  if (/multi-?factor/i.test(message)) {
    return `The profile asks for the code of a device (MFA): run this where a terminal can ask for it, with the code of now, or set temporary credentials in the environment ("aws sts get-session-token").`;
  }
  if (name === 'CredentialsProviderError') {
    return profile === undefined
      ? 'There are no AWS credentials: run "aws configure" or "aws sso login", set AWS_PROFILE, or pass --profile NAME.'
      : `Profile ${profile} gives no credentials: look for it in ~/.aws/config, or run "aws sso login${as}".`;
  }
  if (isOf(name, unknown)) {
    return `AWS does not know these credentials in ${region}: check them, and that the account has this region switched on.`;
  }
  if (isOf(name, unsigned)) {
    return 'The signature is wrong: check the secret key, and that the clock of this machine is right.';
  }
  if (isOf(name, denied)) {
    return `${action} is not allowed to this identity: ask for it (the README lists what a deployment needs).`;
  }
  if (isOf(name, throttled)) return `AWS asks to slow down (${action}): try again in a minute.`;
  if (name === 'TimeoutError' || isOf(code, unreached)) {
    return `AWS cannot be reached in ${region} (${message}): check the network, the proxy and the name of the region.`;
  }
  return `${action} failed: ${name}: ${message}`;
}

function isOf(name: string, names: readonly string[]): boolean {
  return names.includes(name);
}

/** An error's parts; where several addresses were tried in vain, those of the first. */
function partsOf(error: unknown): { name: string; message: string; code: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return partsOf(error.errors[0]);
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: '' };
  const code = 'code' in error ? String(error.code) : '';
  return { name: error.name, message: error.message, code };
}
