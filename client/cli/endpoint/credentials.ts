import type { CredentialProvider } from '../../typescript/src/index.ts';
import { EndpointError } from './describe-failure.ts';

export interface SigningIdentity {
  /** Shown to the user: it is not a secret. */
  readonly accessKeyId: string;
  /** Renews credentials that expire. */
  readonly provide: CredentialProvider;
}

/**
 * Finds AWS credentials the way the AWS CLI does: environment variables, profiles, single sign-on,
 * the role of the machine. Returns undefined if there are none.
 *
 * @throws EndpointError if a profile was named and has none
 */
export async function findCredentials(
  profile: string | undefined,
): Promise<SigningIdentity | undefined> {
  // Loaded on demand: it is larger than the rest of the command.
  const { fromNodeProviderChain } = await import('./provider-chain.ts');
  const provide = fromNodeProviderChain(profile === undefined ? {} : { profile });
  try {
    const { accessKeyId } = await provide();
    return { accessKeyId, provide };
  } catch (cause) {
    if (profile === undefined) return undefined;
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new EndpointError(`profile ${profile} has no credentials: ${reason}`, { cause });
  }
}
