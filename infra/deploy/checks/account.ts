import { type CheckResult, ok, problem, skipped } from '../../../client/terminal/check-result.ts';
import { DeployError } from '../../errors.ts';
import type { DeploymentSettings } from '../../settings.ts';
import type { Session } from '../aws/session.ts';
import { type DeployedStack, describeStack, getStackName } from '../aws/stack.ts';
import { checkBootstrap } from './bootstrap.ts';
import { checkBucket } from './bucket.ts';
import { checkIdentity } from './identity.ts';
import { checkQuota } from './quota.ts';
import { checkStackState } from './stack-state.ts';

/** Checks the account. Without a session or credentials, its checks are reported as skipped. */
export async function checkAccount(
  session: Session | undefined,
  settings: DeploymentSettings,
): Promise<CheckResult[]> {
  const { bucket, concurrency, stage } = settings;
  const names = ['CDK bootstrap', 'stack', 'concurrency', ...(bucket ? ['bucket'] : [])];
  const skipAll = (reason: string): CheckResult[] => names.map((name) => skipped(name, reason));
  if (!session) return [skipped('credentials', 'needs a region'), ...skipAll('needs a region')];
  const { result, account } = await checkIdentity(session);
  if (account === undefined) return [result, ...skipAll('needs credentials')];
  const { stack, result: stackResult } = await checkStack(session, getStackName(stage));
  const functionName = stack?.outputs.FunctionName;
  const others = await Promise.all([
    orProblem('CDK bootstrap', () => checkBootstrap(session, account)),
    orProblem('concurrency', () => checkQuota(session, { reserve: concurrency, functionName })),
    ...(bucket ? [checkBucket(session, bucket)] : []),
  ]);
  return [result, stackResult, ...others];
}

async function checkStack(session: Session, name: string) {
  let stack: DeployedStack | undefined;
  const result = await orProblem('stack', async () => {
    stack = await describeStack(session, name);
    return stack ? checkStackState(stack, session) : ok('stack', `${name} will be created`);
  });
  return { stack, result };
}

/** Runs a check, and reports a failed request to AWS as a problem. */
async function orProblem(name: string, check: () => Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    return problem(name, 'cannot be checked', error.message);
  }
}
