import type { Deployment } from './aws/stack.ts';
import { type Price, priceOf } from './price.ts';
import { renderPrices } from './price-table.ts';
import { proofAsJson, renderProof } from './proof.ts';
import type { SmokeTest } from './smoke-test.ts';
import { usualMonth, usualPictures } from './usual-month.ts';
import { waysToCall } from './ways-to-call.ts';

export interface Summary {
  readonly deployment: Deployment;
  readonly proof: SmokeTest;
  readonly memory: number;
  readonly region: string;
}

/** All there is to know after a deployment, for people. */
export function renderSummary(summary: Summary): string {
  const { deployment, proof, memory, region } = summary;
  const parts = [
    renderProof(proof),
    `What a month costs at least, at ${memory} MB and ${leastMs(proof)} ms a picture. So long the second one took inside
the function; Lambda bills the whole invocation, which is longer: its log has the time as billed.\n${renderPrices(pricesOf(summary))}`,
    waysToCall(deployment, region),
  ];
  const { access, callerPolicy } = deployment;
  if (access === 'iam' && callerPolicy) {
    parts.push(`The policy that a caller needs\n${indent(JSON.parse(callerPolicy))}\n`);
  }
  return `\n${parts.join('\n')}`;
}

/** The same for programs. */
export function summaryAsJson(summary: Summary): string {
  const { deployment, proof, region } = summary;
  const { callerPolicy, ...outputs } = deployment;
  const policy = callerPolicy === undefined ? null : JSON.parse(callerPolicy);
  const document = {
    ...outputs,
    region,
    callerPolicy: policy,
    smokeTest: proofAsJson(proof),
    monthly: pricesOf(summary),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function pricesOf({ memory, proof }: Summary): Price[] {
  const month = { ...usualMonth, memory, ms: leastMs(proof) };
  return usualPictures.map((pictures) => priceOf({ ...month, pictures }));
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
