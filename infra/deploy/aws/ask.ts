import { DeployError } from '../../errors.ts';
import { explainAwsError } from './explain.ts';
import type { Session } from './session.ts';

/**
 * Asks AWS.
 *
 * @param action As IAM spells it, such as `lambda:GetAlias`.
 * @throws DeployError with a sentence in place of what the SDK throws.
 */
export async function ask<T>(
  { profile, region }: Session,
  action: string,
  question: () => Promise<T>,
): Promise<T> {
  try {
    return await question();
  } catch (cause) {
    throw new DeployError(explainAwsError(cause, { action, profile, region }), { cause });
  }
}
