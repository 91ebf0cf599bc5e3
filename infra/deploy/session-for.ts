import { findProfile, missingProfile } from './aws/profile.ts';
import { findRegion, openSession, type Session } from './aws/session.ts';
import { DeployError } from './deploy-error.ts';
import type { Place } from './flags.ts';

const nameRegion =
  'Pass --region (such as eu-central-1), or set AWS_REGION, or a region in the profile.';

/** Why no region is known, and what to do about it. */
export async function whyNoRegion({ profile }: Place): Promise<[said: string, todo: string]> {
  const missing = await missingProfile(profile);
  return missing === undefined
    ? ['no AWS region is known', nameRegion]
    : [`there is no profile ${missing}`, findProfile(missing)];
}

/** @throws DeployError where no region is known. */
export async function sessionFor(place: Place): Promise<Session> {
  const region = await findRegion(place);
  if (region) return openSession(region, place.profile);
  throw new DeployError((await whyNoRegion(place)).join('. '));
}
