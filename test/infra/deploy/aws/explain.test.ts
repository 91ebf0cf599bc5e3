import { expect, test } from 'vitest';
import { explainAwsError } from '../../../../infra/deploy/aws/explain.ts';

const asked = { action: 'lambda:GetAlias', profile: 'work', region: 'eu-central-1' };

function named(name: string, message = 'said by AWS', code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code && { code }) });
}

const refused = named('Error', 'connect ECONNREFUSED ::1:443', 'ECONNREFUSED');

test.each([
  [
    named('ExpiredTokenException'),
    'The credentials have expired: sign in again ("aws sso login --profile work", or however you got them).',
  ],
  [
    named(
      'CredentialsProviderError',
      'Token is expired. To refresh this SSO session run aws sso login',
    ),
    'The credentials have expired: sign in again ("aws sso login --profile work", or however you got them).',
  ],
  [
    named('CredentialsProviderError'),
    'Profile work gives no credentials: look for it in ~/.aws/config, or run "aws sso login --profile work".',
  ],
  [
    named('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.'),
    'The profile asks for the code of a device (MFA): run this where a terminal can ask for it, with the code of now, or set temporary credentials in the environment ("aws sts get-session-token").',
  ],
  [
    named('InvalidClientTokenId'),
    'AWS does not know these credentials in eu-central-1: check them, and that the account has this region switched on.',
  ],
  [
    named('InvalidSignatureException'),
    'The signature is wrong: check the secret key, and that the clock of this machine is right.',
  ],
  [
    named('AccessDeniedException'),
    'lambda:GetAlias is not allowed to this identity: ask for it (the README lists what a deployment needs).',
  ],
  [
    named('TooManyRequestsException'),
    'AWS asks to slow down (lambda:GetAlias): try again in a minute.',
  ],
  [
    named('Error', 'getaddrinfo ENOTFOUND sts.eu-cental-1.amazonaws.com', 'ENOTFOUND'),
    'AWS cannot be reached in eu-central-1 (getaddrinfo ENOTFOUND sts.eu-cental-1.amazonaws.com): check the network, the proxy and the name of the region.',
  ],
  [
    new AggregateError([refused, refused]),
    'AWS cannot be reached in eu-central-1 (connect ECONNREFUSED ::1:443): check the network, the proxy and the name of the region.',
  ],
  [named('ServiceException', 'broken'), 'lambda:GetAlias failed: ServiceException: broken'],
])('%s', (error, sentence) => {
  expect(explainAwsError(error, asked)).toBe(sentence);
});
