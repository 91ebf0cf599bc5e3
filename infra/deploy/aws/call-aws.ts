import { DeployError } from '../../errors.ts';
import { explainAwsError } from './explain.ts';
import type { Session } from './session.ts';

/**
 * Sends a request to AWS and explains its errors.
 *
 * @param action As IAM spells it, such as `lambda:GetAlias`.
 * @throws DeployError with a sentence in place of the SDK's error.
 */
export async function callAws<T>(
  { profile, region }: Session,
  action: string,
  send: () => Promise<T>,
): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    throw new DeployError(explainAwsError(cause, { action, profile, region }), { cause });
  }
}
