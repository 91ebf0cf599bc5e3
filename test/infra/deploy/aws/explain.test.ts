import { expect, test } from 'vitest';
import { explainAwsError } from '../../../../infra/deploy/aws/explain.ts';

const call = { action: 'lambda:GetAlias', profile: 'work', region: 'eu-central-1' };

function createError(name: string, message = 'message of AWS', code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code && { code }) });
}

const connectionRefused = createError('Error', 'connect ECONNREFUSED ::1:443', 'ECONNREFUSED');

test.each<[Error, RegExp]>([
  [createError('ExpiredTokenException'), /expired: .*"aws sso login --profile work"/],
  [
    createError(
      'CredentialsProviderError',
      'Token is expired. To refresh this SSO session run aws sso login',
    ),
    /expired: .*"aws sso login --profile work"/,
  ],
  [
    createError('CredentialsProviderError'),
    /^Profile work has no credentials: .*"aws sso login --profile work"/,
  ],
  [
    createError(
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    ),
    /MFA code: .*terminal.*"aws sts get-session-token"/,
  ],
  [createError('InvalidClientTokenId'), /credentials in eu-central-1: .*region is enabled/],
  [createError('InvalidSignatureException'), /signature is wrong: .*secret key.*clock/],
  [
    createError('AccessDeniedException'),
    /^lambda:GetAlias is not allowed for this identity: .*infra\/README\.md/,
  ],
  [createError('TooManyRequestsException'), /lambda:GetAlias: try again in a minute/],
  [
    createError('Error', 'getaddrinfo ENOTFOUND sts.eu-cental-1.amazonaws.com', 'ENOTFOUND'),
    /cannot be reached in eu-central-1 \(getaddrinfo ENOTFOUND sts\.eu-cental-1\.amazonaws\.com\): .*network.*proxy.*region/,
  ],
  [
    new AggregateError([connectionRefused, connectionRefused]),
    /cannot be reached in eu-central-1 \(connect ECONNREFUSED ::1:443\)/,
  ],
  [createError('ServiceException', 'broken'), /^lambda:GetAlias failed: ServiceException: broken$/],
])('explains %s in one sentence', (error, sentence) => {
  expect(explainAwsError(error, call)).toMatch(sentence);
});
