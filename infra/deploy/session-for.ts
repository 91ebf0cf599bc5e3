import { findRegion, openSession, type Session } from './aws/session.ts';
import { DeployError } from './deploy-error.ts';
import type { Place } from './flags.ts';

/** What to do where no region is known. */
export const nameRegion =
  'Pass --region (such as eu-central-1), or set AWS_REGION, or a region in the profile.';

/** @throws DeployError where no region is known. */
export async function sessionFor(place: Place): Promise<Session> {
  const region = await findRegion(place);
  if (region) return openSession(region, place.profile);
  throw new DeployError(`no AWS region is known. ${nameRegion}`);
}
