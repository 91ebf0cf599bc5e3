import { DeployError } from '../../errors.ts';
import type { DeploymentSettings } from '../../settings.ts';
import type { Session } from '../aws/session.ts';
import { type DeployedStack, describeStack, stackName } from '../aws/stack.ts';
import { checkBootstrap } from './bootstrap.ts';
import { checkBucket } from './bucket.ts';
import { type Finding, skipped, well, wrong } from './finding.ts';
import { checkIdentity } from './identity.ts';
import { checkQuota } from './quota.ts';
import { checkStackState } from './stack-state.ts';

/** Whether the account is ready. Where nobody may ask it, its checks are left out by name. */
export async function checkAccount(
  session: Session | undefined,
  settings: DeploymentSettings,
): Promise<Finding[]> {
  const subjects = [
    'CDK bootstrap',
    'stack',
    'concurrency',
    ...(settings.bucket ? ['bucket'] : []),
  ];
  const unasked = (why: string): Finding[] => subjects.map((subject) => skipped(subject, why));
  if (!session) return [skipped('credentials', 'needs a region'), ...unasked('needs a region')];
  const { finding, account } = await checkIdentity(session);
  if (account === undefined) return [finding, ...unasked('needs credentials')];
  const { stack, finding: stackFinding } = await lookAtStack(session, stackName(settings.stage));
  const order = { reserve: settings.concurrency, functionName: stack?.outputs.FunctionName };
  const { bucket } = settings;
  const others = await Promise.all([
    found('CDK bootstrap', () => checkBootstrap(session, account)),
    found('concurrency', () => checkQuota(session, order)),
    ...(bucket ? [checkBucket(session, bucket)] : []),
  ]);
  return [finding, stackFinding, ...others];
}

async function lookAtStack(session: Session, name: string) {
  let stack: DeployedStack | undefined;
  const finding = await found('stack', async () => {
    stack = await describeStack(session, name);
    return stack ? checkStackState(stack, session) : well('stack', `${name} will be created`);
  });
  return { stack, finding };
}

/** What a check found, or that AWS does not answer it. */
async function found(subject: string, check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    return wrong(subject, 'cannot be looked up', error.message);
  }
}
