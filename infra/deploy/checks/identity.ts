import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { explainAwsError } from '../aws/explain.ts';
import { findProfile, missingProfile } from '../aws/profile.ts';
import type { Session } from '../aws/session.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'credentials';

/** Who asks, as AWS sees it; without an account there are no usable credentials. */
export interface Identity {
  readonly finding: Finding;
  readonly account?: string;
}

/** Tells the account and the name of the identity, and nothing of its keys. */
export async function checkIdentity({ sts, region, profile }: Session): Promise<Identity> {
  try {
    const { Account: account, Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    if (!account) return { finding: wrong(subject, 'AWS names no account', 'Try again.') };
    const name = Arn.split(':').slice(5).join(':');
    return { account, finding: well(subject, `account ${account}, ${name}`) };
  } catch (error) {
    const missing = await missingProfile(profile);
    if (missing) {
      return { finding: wrong(subject, `there is no profile ${missing}`, findProfile(missing)) };
    }
    const todo = explainAwsError(error, { action: 'sts:GetCallerIdentity', profile, region });
    return { finding: wrong(subject, 'AWS does not say who asks', todo) };
  }
}
