import type { Answer } from '../../client/typescript/src/index.ts';

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
