import { renderScores } from '../../../client/terminal/bars.ts';
import { getTerminalStyle } from '../../../client/terminal/style.ts';
import type { SmokeTest, TimedAnswer } from '../smoke-test.ts';

/** Renders what the deployment answered and how fast, for people. */
export function renderSmokeTest({ first, second }: SmokeTest): string {
  const { id, precision } = first.answer.model;
  return `Answer of ${id}, ${precision}, to a picture of a cup of espresso:
${renderScores(first.answer.predictions, getTerminalStyle(process.stdout))}
  first call   ${describe(first)}
  second call  ${describe(second)}
`;
}

function describe({ answer, ms }: TimedAnswer): string {
  const start = answer.coldStart ? 'cold start' : 'warm';
  const inside = Math.round(answer.timing.totalMs);
  return `${Math.round(ms)} ms from here (${start}), ${inside} ms of them for the picture`;
}

/** Returns the same numbers for programs. */
export function toSmokeTestJson({ first, second }: SmokeTest): object {
  const { predictions, model } = first.answer;
  return { model, predictions, first: getTimes(first), second: getTimes(second) };
}

function getTimes({ answer, ms }: TimedAnswer): object {
  return { coldStart: answer.coldStart, ms: Math.round(ms), timing: answer.timing };
}
