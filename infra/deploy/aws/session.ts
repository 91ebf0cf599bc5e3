import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { DeployError } from '../../errors.ts';
import type { DeployTarget } from '../flags.ts';
import { ask, canConfirm } from '../system/terminal.ts';
import { findProfile, missingProfile } from './profile.ts';

/** The services that a deployment asks, all as one identity in one region. */
export interface Session {
  readonly region: string;
  readonly profile: string | undefined;
  /** For requests to the function; asked anew for each, since credentials expire. */
  readonly credentials: ReturnType<typeof fromNodeProviderChain>;
  readonly sts: STSClient;
  readonly ssm: SSMClient;
  readonly lambda: LambdaClient;
  readonly cloudFormation: CloudFormationClient;
}

/** Nothing is asked yet. */
export function openSession(region: string, profile?: string): Session {
  const credentials = fromNodeProviderChain({
    ...(profile !== undefined && { profile }),
    // Without it the SDK says that a code is needed, which is told as it is.
    ...(canConfirm() && { mfaCodeProvider: (serial: string) => ask(`Code of ${serial}:`) }),
    clientConfig: { region },
  });
  const config = { region, credentials, maxAttempts: 3 };
  return {
    region,
    profile,
    credentials,
    sts: new STSClient(config),
    ssm: new SSMClient(config),
    lambda: new LambdaClient(config),
    cloudFormation: new CloudFormationClient(config),
  };
}

/** The region that is asked for, where one is: flag, environment, profile; as the CDK has it. */
export async function findRegion({ region, profile }: DeployTarget): Promise<string | undefined> {
  const named = region || process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION;
  if (named) return named;
  const client = new STSClient(profile === undefined ? {} : { profile });
  return await client.config.region().catch(() => undefined);
}

const nameRegion =
  'Pass --region (such as eu-central-1), or set AWS_REGION, or a region in the profile.';

/** Why no region is known, and what to do about it. */
export async function noRegionReason({
  profile,
}: DeployTarget): Promise<[said: string, todo: string]> {
  const missing = await missingProfile(profile);
  return missing === undefined
    ? ['no AWS region is known', nameRegion]
    : [`there is no profile ${missing}`, findProfile(missing)];
}

/** @throws DeployError where no region is known. */
export async function openSessionFor(place: DeployTarget): Promise<Session> {
  const region = await findRegion(place);
  if (region) return openSession(region, place.profile);
  throw new DeployError((await noRegionReason(place)).join('. '));
}
