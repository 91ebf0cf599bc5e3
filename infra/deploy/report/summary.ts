import type { Deployment } from '../aws/stack.ts';
import { defaultMonth, defaultPictures } from '../price/assumptions.ts';
import { type Price, priceOf } from '../price/price.ts';
import { renderPrices } from '../price/table.ts';
import type { SmokeTest } from '../smoke-test.ts';
import { renderSmokeTest, smokeTestAsJson } from './smoke-test-text.ts';
import { usageExamples } from './usage-examples.ts';

export interface Summary {
  readonly deployment: Deployment;
  readonly smokeTest: SmokeTest;
  readonly memory: number;
  readonly region: string;
}

/** All there is to know after a deployment, for people. */
export function renderSummary(summary: Summary): string {
  const { deployment, smokeTest, memory, region } = summary;
  const parts = [
    renderSmokeTest(smokeTest),
    `What a month costs at least, at ${memory} MB and ${leastMs(smokeTest)} ms a picture. So long the second one took inside
the function; Lambda bills the whole invocation, which is longer: its log has the time as billed.\n${renderPrices(pricesOf(summary))}`,
    usageExamples(deployment, region),
  ];
  const { access, callerPolicy } = deployment;
  if (access === 'iam' && callerPolicy) {
    parts.push(`The policy that a caller needs\n${indent(JSON.parse(callerPolicy))}\n`);
  }
  return `\n${parts.join('\n')}`;
}

/** The same for programs. */
export function summaryAsJson(summary: Summary): string {
  const { deployment, smokeTest, region } = summary;
  const { callerPolicy, ...outputs } = deployment;
  const policy = callerPolicy === undefined ? null : JSON.parse(callerPolicy);
  const document = {
    ...outputs,
    region,
    callerPolicy: policy,
    smokeTest: smokeTestAsJson(smokeTest),
    monthly: pricesOf(summary),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function pricesOf({ memory, smokeTest }: Summary): Price[] {
  const month = { ...defaultMonth, memory, ms: leastMs(smokeTest) };
  return defaultPictures.map((pictures) => priceOf({ ...month, pictures }));
}

/**
 * What is billed at least: whole milliseconds, of the invocation with all that is around the picture,
 * of which an answer does not tell.
 */
function leastMs({ second }: SmokeTest): number {
  return Math.ceil(second.answer.timing.totalMs);
}

function indent(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, '  ');
}
