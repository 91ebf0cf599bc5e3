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
  /** Environments that the existing function has reserved, if there is one. */
  readonly reserved?: number;
  readonly reserve?: number;
}

const available: [Case, string][] = [
  [{ all: 10, unreserved: 10 }, 'none reserved, the account has 10'],
  [{ all: 1000, unreserved: 110, reserve: 10 }, "10 of the account's 1000 reserved"],
  // The reservation of the existing deployment counts as available.
  [{ all: 1000, unreserved: 100, reserved: 10, reserve: 10 }, "10 of the account's 1000 reserved"],
];

test.each(available)('%j is available', async ({ all, unreserved, reserved, reserve }, found) => {
  Object.assign(aws.account, { quota: { all, unreserved }, reserved: reserved ?? 0 });
  const functionName = reserved === undefined ? undefined : 'glimpse-prod-Function';
  const result = await checkQuota(openSession('eu-central-1'), { reserve, functionName });
  expect(result).toEqual({ name: 'concurrency', state: 'ok', found, advice: null });
});

const consoleUrl =
  'https://eu-central-1.console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384';

const unavailable: [Case, RegExp, RegExp][] = [
  [
    { all: 10, unreserved: 10, reserve: 1 },
    /quota is 10 environments/,
    /^Pass --concurrency none .*quota of 10 /,
  ],
  [
    { all: 1000, unreserved: 105, reserve: 10 },
    /^10 cannot be reserved: .* 1000, 5 are available, and 100 must/,
    /^Pass --concurrency 5, or --concurrency none, /,
  ],
  [
    { all: 1000, unreserved: 100, reserve: 10 },
    /^10 cannot be reserved: .* 1000, 0 are available, and 100 must/,
    /^Pass --concurrency none, /,
  ],
];

test.each(unavailable)('%j is not available', async (limits, found, advice) => {
  const { all, unreserved, reserve } = limits;
  Object.assign(aws.account, { quota: { all, unreserved }, reserved: 0 });
  const options = { reserve, functionName: undefined };
  const result = await checkQuota(openSession('eu-central-1'), options);
  expect(result).toMatchObject({ name: 'concurrency', state: 'problem' });
  expect(result.found).toMatch(found);
  expect(result.advice).toMatch(advice);
  expect(result.advice).toContain(consoleUrl);
});
