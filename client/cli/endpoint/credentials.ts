import type { CredentialProvider } from '../../typescript/src/index.ts';
import { EndpointError } from './describe-failure.ts';

export interface SigningIdentity {
  /** Told when asked for: it is no secret. */
  readonly accessKeyId: string;
  /** Renews what expires. */
  readonly provide: CredentialProvider;
}

/**
 * The AWS credentials of this machine, as the AWS command line finds them: variables, profiles,
 * single sign-on, the machine's own role. Undefined where there are none.
 *
 * @throws EndpointError for a profile that was named and has none.
 */
export async function findCredentials(
  profile: string | undefined,
): Promise<SigningIdentity | undefined> {
  // Loaded when it is needed: it is larger than all the rest of the command.
  const { fromNodeProviderChain } = await import('./provider-chain.ts');
  const provide = fromNodeProviderChain(profile === undefined ? {} : { profile });
  try {
    const { accessKeyId } = await provide();
    return { accessKeyId, provide };
  } catch (cause) {
    if (profile === undefined) return undefined;
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new EndpointError(`profile ${profile} has no credentials: ${why}`, { cause });
  }
}
