import type { Deployment } from '../aws/stack.ts';
import { defaultMonth, defaultPictures } from '../price/assumptions.ts';
import { computePrice, type Price } from '../price/price.ts';
import { renderPrices } from '../price/table.ts';
import type { SmokeTest } from '../smoke-test.ts';
import { renderSmokeTest, toSmokeTestJson } from './smoke-test-text.ts';
import { renderUsageExamples } from './usage-examples.ts';

export interface Summary {
  readonly deployment: Deployment;
  readonly smokeTest: SmokeTest;
  readonly memory: number;
  readonly region: string;
}

/** Renders the result of a deployment for people: answer, times, price, how to call it, caller policy. */
export function renderSummary(summary: Summary): string {
  const { deployment, smokeTest, memory, region } = summary;
  const parts = [
    renderSmokeTest(smokeTest),
    `Time per picture on Graviton: ${getMinMs(smokeTest)} ms measured, ${defaultMonth.ms} ms assumed before.\n`,
    `Minimum cost of a month in us-east-1, at ${memory} MB and ${getMinMs(smokeTest)} ms per picture: the time that the second call took
inside the function. Lambda bills the whole invocation, which is longer; the log has the billed time.\n${renderPrices(computePrices(summary))}`,
    renderUsageExamples(deployment, region),
  ];
  const { access, callerPolicy } = deployment;
  if (access === 'iam' && callerPolicy) {
    parts.push(`Policy that a caller needs\n${indent(JSON.parse(callerPolicy))}\n`);
  }
  return `\n${parts.join('\n')}`;
}

/** Renders the same for programs, as one JSON document. */
export function renderSummaryJson(summary: Summary): string {
  const { deployment, smokeTest, region } = summary;
  const { callerPolicy, ...outputs } = deployment;
  const policy = callerPolicy === undefined ? null : JSON.parse(callerPolicy);
  const document = {
    ...outputs,
    region,
    callerPolicy: policy,
    smokeTest: toSmokeTestJson(smokeTest),
    msPerPicture: { measured: getMinMs(smokeTest), assumed: defaultMonth.ms },
    monthly: computePrices(summary),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function computePrices({ memory, smokeTest }: Summary): Price[] {
  const month = { ...defaultMonth, memory, ms: getMinMs(smokeTest) };
  return defaultPictures.map((pictures) => computePrice({ ...month, pictures }));
}

/**
 * Returns the minimum billed time per picture. Lambda bills whole milliseconds of the whole invocation,
 * which an answer does not include.
 */
function getMinMs({ second }: SmokeTest): number {
  return Math.ceil(second.answer.timing.totalMs);
}

function indent(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, '  ');
}
