import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { ask } from '../aws/ask.ts';
import type { Session } from '../aws/session.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'concurrency';

/**
 * What Lambda keeps back for functions without a reservation; all of it in an account whose quota is
 * smaller, as that of new accounts is: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
const keptBack = 100;

export interface CheckQuotaOptions {
  /** Environments to reserve; none where left out. */
  readonly reserve: number | undefined;
  /** The function of an earlier deployment, whose reservation is part of what can be had. */
  readonly functionName: string | undefined;
}

/** Whether as many environments can be reserved: otherwise the deployment would be rolled back. */
export async function checkQuota(session: Session, order: CheckQuotaOptions): Promise<Finding> {
  const { lambda } = session;
  const { AccountLimit } = await ask(session, 'lambda:GetAccountSettings', () =>
    lambda.send(new GetAccountSettingsCommand({})),
  );
  const quota = AccountLimit?.ConcurrentExecutions ?? 0;
  const { reserve, functionName } = order;
  if (reserve === undefined) return well(subject, `none reserved, the account has ${quota}`);
  const unreserved = AccountLimit?.UnreservedConcurrentExecutions ?? quota;
  const own = functionName === undefined ? 0 : await reservedBy(session, functionName);
  const available = Math.max(0, unreserved + own - Math.min(quota, keptBack));
  return reserve <= available
    ? well(subject, `${reserve} of the account's ${quota} reserved`)
    : wrong(subject, ...refusal({ quota, reserve, available, region: session.region }));
}

async function reservedBy(session: Session, functionName: string): Promise<number> {
  const command = new GetFunctionConcurrencyCommand({ FunctionName: functionName });
  const { ReservedConcurrentExecutions = 0 } = await ask(
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

function refusal({ quota, reserve, available, region }: Shortage): [said: string, todo: string] {
  const console = `https://${region}.console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384`;
  if (quota <= keptBack) {
    return [
      `this account may run ${quota} environments at once, as new accounts do, and Lambda lets none of them be reserved`,
      `Pass --concurrency none (the ${quota} limit the bill just as well), or ask for a higher quota, which is free: ${console}`,
    ];
  }
  const lower = available > 0 ? `--concurrency ${available}, or ` : '';
  return [
    `${reserve} cannot be reserved: of the account's ${quota}, ${available} can be had, since ${keptBack} have to stay unreserved`,
    `Pass ${lower}--concurrency none, or ask for a higher quota, which is free: ${console}`,
  ];
}
