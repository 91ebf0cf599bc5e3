import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { canPrompt, prompt } from '../../../client/terminal/prompt.ts';
import { DeployError } from '../../errors.ts';
import type { DeployTarget } from '../flags.ts';
import { findMissingProfile, getProfileAdvice } from './profile.ts';

/** Clients of the AWS services, all with one identity in one region. */
export interface Session {
  readonly region: string;
  readonly profile: string | undefined;
  /** For requests to the function. Called for each request, because credentials expire. */
  readonly credentials: ReturnType<typeof fromNodeProviderChain>;
  readonly sts: STSClient;
  readonly ssm: SSMClient;
  readonly lambda: LambdaClient;
  readonly cloudFormation: CloudFormationClient;
}

/** Creates the clients. Sends no request yet. */
export function openSession(region: string, profile?: string): Session {
  const credentials = fromNodeProviderChain({
    ...(profile !== undefined && { profile }),
    // Without a provider the SDK throws an error about the missing code; explainAwsError handles it.
    ...(canPrompt() && { mfaCodeProvider: (serial: string) => prompt(`MFA code of ${serial}:`) }),
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

/** Finds the region, if one is set: flag, environment, profile; in the same order as the CDK. */
export async function findRegion({ region, profile }: DeployTarget): Promise<string | undefined> {
  const explicit = region || process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION;
  if (explicit) return explicit;
  const client = new STSClient(profile === undefined ? {} : { profile });
  return await client.config.region().catch(() => undefined);
}

const regionAdvice =
  'Pass --region (such as eu-central-1), set AWS_REGION, or set a region in the profile.';

/** Explains why no region is known, and what to do about it. */
export async function explainMissingRegion({
  profile,
}: DeployTarget): Promise<[found: string, advice: string]> {
  const missing = await findMissingProfile(profile);
  return missing === undefined
    ? ['no AWS region is set', regionAdvice]
    : [`there is no profile ${missing}`, getProfileAdvice(missing)];
}

/** Opens a session in the region of the target. @throws DeployError if no region is set. */
export async function openSessionFor(target: DeployTarget): Promise<Session> {
  const region = await findRegion(target);
  if (region) return openSession(region, target.profile);
  throw new DeployError((await explainMissingRegion(target)).join('. '));
}
