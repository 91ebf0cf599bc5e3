import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import { type CheckResult, ok, problem } from '../../../client/terminal/check-result.ts';
import { callAws } from '../aws/call-aws.ts';
import type { Session } from '../aws/session.ts';

const name = 'CDK bootstrap';
const parameter = '/cdk-bootstrap/hnb659fds/version';

/** The version that our templates require: `requiresBootstrapStackVersion` of the cloud assembly. */
const minVersion = 6;

/** Checks for the bucket and roles that the CDK needs per account and region. `cdk bootstrap` creates them. */
export async function checkBootstrap(session: Session, account: string): Promise<CheckResult> {
  const { ssm, region, profile } = session;
  const version = await callAws(session, 'ssm:GetParameter', async () => {
    try {
      return Number(
        (await ssm.send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value,
      );
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  });
  if (version !== undefined && version >= minVersion) {
    return ok(name, `version ${version} in ${region}`);
  }
  const profileFlag = profile === undefined ? '' : ` --profile ${profile}`;
  const found =
    version === undefined
      ? `not done in ${region} of account ${account}`
      : `version ${version} is older than ${minVersion}`;
  return problem(
    name,
    found,
    `Run once: npx cdk bootstrap aws://${account}/${region}${profileFlag}`,
  );
}
