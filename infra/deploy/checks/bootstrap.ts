import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import { ask } from '../aws/ask.ts';
import type { Session } from '../aws/session.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'CDK bootstrap';
const parameter = '/cdk-bootstrap/hnb659fds/version';

/** The template asks for it: `requiresBootstrapStackVersion` of the cloud assembly. */
const oldest = 6;

/** The CDK needs a bucket and roles of its own in each account and region: `cdk bootstrap` makes them. */
export async function checkBootstrap(session: Session, account: string): Promise<Finding> {
  const { ssm, region, profile } = session;
  const version = await ask(session, 'ssm:GetParameter', async () => {
    try {
      return Number(
        (await ssm.send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value,
      );
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  });
  if (version !== undefined && version >= oldest) {
    return well(subject, `version ${version} in ${region}`);
  }
  const as = profile === undefined ? '' : ` --profile ${profile}`;
  const found =
    version === undefined
      ? `not done in ${region} of account ${account}`
      : `version ${version} is older than ${oldest}`;
  return wrong(subject, found, `Run once: npx cdk bootstrap aws://${account}/${region}${as}`);
}
