import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type CheckResult, ok, problem } from '../../../client/terminal/check-result.ts';
import { explainAwsError } from '../aws/explain.ts';
import { findMissingProfile, getProfileAdvice } from '../aws/profile.ts';
import type { Session } from '../aws/session.ts';

const name = 'credentials';

/** The caller's identity, as AWS sees it. Without an account there are no usable credentials. */
export interface Identity {
  readonly result: CheckResult;
  readonly account?: string;
}

/** Checks the credentials. Reports account and name of the identity, and nothing about its keys. */
export async function checkIdentity({ sts, region, profile }: Session): Promise<Identity> {
  try {
    const { Account: account, Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    if (!account) return { result: problem(name, 'AWS returned no account', 'Try again.') };
    return {
      account,
      result: ok(name, `account ${account}, ${Arn.split(':').slice(5).join(':')}`),
    };
  } catch (error) {
    const missing = await findMissingProfile(profile);
    if (missing) {
      return { result: problem(name, `there is no profile ${missing}`, getProfileAdvice(missing)) };
    }
    const advice = explainAwsError(error, { action: 'sts:GetCallerIdentity', profile, region });
    return { result: problem(name, 'cannot be used', advice) };
  }
}
