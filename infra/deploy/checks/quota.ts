import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { type CheckResult, ok, problem } from '../../../client/terminal/check-result.ts';
import { callAws } from '../aws/call-aws.ts';
import type { Session } from '../aws/session.ts';

const name = 'concurrency';

/**
 * Environments that must stay unreserved; if the account's quota is smaller, as in new accounts, all of
 * them: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
const minUnreserved = 100;

export interface CheckQuotaOptions {
  /** Environments to reserve, if any. */
  readonly reserve: number | undefined;
  /** The function of the previous deployment. Its reservation counts as available. */
  readonly functionName: string | undefined;
}

/** Checks that the environments can be reserved; otherwise the deployment would be rolled back. */
export async function checkQuota(
  session: Session,
  { reserve, functionName }: CheckQuotaOptions,
): Promise<CheckResult> {
  const { lambda, region } = session;
  const { AccountLimit } = await callAws(session, 'lambda:GetAccountSettings', () =>
    lambda.send(new GetAccountSettingsCommand({})),
  );
  const quota = AccountLimit?.ConcurrentExecutions ?? 0;
  if (reserve === undefined) return ok(name, `none reserved, the account has ${quota}`);
  const unreserved = AccountLimit?.UnreservedConcurrentExecutions ?? quota;
  const reserved = functionName === undefined ? 0 : await getReserved(session, functionName);
  const available = Math.max(0, unreserved + reserved - Math.min(quota, minUnreserved));
  return reserve <= available
    ? ok(name, `${reserve} of the account's ${quota} reserved`)
    : problem(name, ...explainShortage({ quota, reserve, available, region }));
}

async function getReserved(session: Session, functionName: string): Promise<number> {
  const command = new GetFunctionConcurrencyCommand({ FunctionName: functionName });
  const { ReservedConcurrentExecutions = 0 } = await callAws(
    session,
    'lambda:GetFunctionConcurrency',
    () => session.lambda.send(command),
  );
  return ReservedConcurrentExecutions;
}

interface Shortage {
  readonly quota: number;
  readonly reserve: number;
  readonly available: number;
  readonly region: string;
}

function explainShortage(shortage: Shortage): [found: string, advice: string] {
  const { quota, reserve, available, region } = shortage;
  const console = `https://${region}.console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384`;
  if (quota <= minUnreserved) {
    return [
      `the account's quota is ${quota} environments, as in new accounts, and Lambda lets none of them be reserved`,
      `Pass --concurrency none (the quota of ${quota} limits the bill just as well), or request a higher quota, which is free: ${console}`,
    ];
  }
  const lower = available > 0 ? `--concurrency ${available}, or ` : '';
  return [
    `${reserve} cannot be reserved: of the account's ${quota}, ${available} are available, and ${minUnreserved} must stay unreserved`,
    `Pass ${lower}--concurrency none, or request a higher quota, which is free: ${console}`,
  ];
}
