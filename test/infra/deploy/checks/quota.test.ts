import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../../infra/deploy/aws/session.ts';
import { checkQuota } from '../../../../infra/deploy/checks/quota.ts';
import { type FakeAws, startFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, isolated } from '../../../support/aws/run-deploy.ts';

let aws: FakeAws;

beforeAll(async () => {
  aws = await startFakeAws();
  Object.assign(process.env, isolated, identity, { AWS_ENDPOINT_URL: aws.url });
});

afterAll(() => aws.close());

interface Case {
  readonly all: number;
  readonly unreserved: number;
  /** What the function that is there has reserved already. */
  readonly own?: number;
  readonly reserve?: number;
}

const enough: [Case, string][] = [
  [{ all: 10, unreserved: 10 }, 'none reserved, the account has 10'],
  [{ all: 1000, unreserved: 110, reserve: 10 }, "10 of the account's 1000 reserved"],
  // A deployment that is there already does not stand in its own way.
  [{ all: 1000, unreserved: 100, own: 10, reserve: 10 }, "10 of the account's 1000 reserved"],
];

test.each(enough)('%j can be had', async ({ all, unreserved, own, reserve }, said) => {
  Object.assign(aws.account, { quota: { all, unreserved }, reserved: own ?? 0 });
  const functionName = own === undefined ? undefined : 'glimpse-prod-Function';
  const finding = await checkQuota(openSession('eu-central-1'), { reserve, functionName });
  expect(finding).toEqual({ subject: 'concurrency', state: 'well', said });
});

const ask =
  'or ask for a higher quota, which is free: https://eu-central-1.console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384';

const short: [Case, string, string][] = [
  [
    { all: 10, unreserved: 10, reserve: 1 },
    'this account may run 10 environments at once, as new accounts do, and Lambda lets none of them be reserved',
    `Pass --concurrency none (the 10 limit the bill just as well), ${ask}`,
  ],
  [
    { all: 1000, unreserved: 105, reserve: 10 },
    "10 cannot be reserved: of the account's 1000, 5 can be had, since 100 have to stay unreserved",
    `Pass --concurrency 5, or --concurrency none, ${ask}`,
  ],
  [
    { all: 1000, unreserved: 100, reserve: 10 },
    "10 cannot be reserved: of the account's 1000, 0 can be had, since 100 have to stay unreserved",
    `Pass --concurrency none, ${ask}`,
  ],
];

test.each(short)('%j cannot be had', async ({ all, unreserved, reserve }, said, todo) => {
  Object.assign(aws.account, { quota: { all, unreserved }, reserved: 0 });
  const order = { reserve, functionName: undefined };
  const finding = await checkQuota(openSession('eu-central-1'), order);
  expect(finding).toEqual({ subject: 'concurrency', state: 'wrong', said, todo });
});
