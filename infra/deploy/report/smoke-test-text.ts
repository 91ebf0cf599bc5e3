import type { Answer } from '../../../client/typescript/src/index.ts';
import type { SmokeTest, TimedAnswer } from '../smoke-test.ts';

/** What the deployment answered and how fast, for people. */
export function renderSmokeTest({ first, second }: SmokeTest): string {
  const { id, precision } = first.answer.model;
  return `${id}, ${precision}, says of a cup of espresso:
${renderBars(first.answer)}
  first call   ${describe(first)}
  second call  ${describe(second)}
`;
}

function describe({ answer, ms }: TimedAnswer): string {
  const start = answer.coldStart ? 'cold start' : 'warm';
  const inside = Math.round(answer.timing.totalMs);
  return `${Math.round(ms)} ms from here (${start}), ${inside} ms of them for the picture`;
}

/** For programs: the numbers of the above. */
export function smokeTestAsJson({ first, second }: SmokeTest): object {
  const { predictions, model } = first.answer;
  return { model, predictions, first: timesOf(first), second: timesOf(second) };
}

function timesOf({ answer, ms }: TimedAnswer): object {
  return { coldStart: answer.coldStart, ms: Math.round(ms), timing: answer.timing };
}

const barWidth = 24;

/** The classes of an answer, a bar for each. */
export function renderBars({ predictions }: Pick<Answer, 'predictions'>): string {
  const longest = Math.max(0, ...predictions.map(({ label }) => label.length));
  const lines = predictions.map(({ label, score }) => {
    const bar = '█'.repeat(Math.round(score * barWidth)).padEnd(barWidth);
    return `  ${label.padEnd(longest)}  ${bar}${(score * 100).toFixed(1).padStart(6)} %`;
  });
  return `${lines.join('\n')}\n`;
}
