import { renderBars } from './bars.ts';
import type { SmokeTest, Timed } from './smoke-test.ts';

/** What the deployment answered and how fast, for people. */
export function renderProof({ first, second }: SmokeTest): string {
  const { id, precision } = first.answer.model;
  return `${id}, ${precision}, says of a cup of espresso:
${renderBars(first.answer)}
  first call   ${describe(first)}
  second call  ${describe(second)}
`;
}

function describe({ answer, ms }: Timed): string {
  const start = answer.coldStart ? 'cold start' : 'warm';
  const inside = Math.round(answer.timing.totalMs);
  return `${Math.round(ms)} ms from here (${start}), ${inside} ms of them for the picture`;
}

/** For programs: the numbers of the above. */
export function proofAsJson({ first, second }: SmokeTest): object {
  const { predictions, model } = first.answer;
  return { model, predictions, first: timesOf(first), second: timesOf(second) };
}

function timesOf({ answer, ms }: Timed): object {
  return { coldStart: answer.coldStart, ms: Math.round(ms), timing: answer.timing };
}
