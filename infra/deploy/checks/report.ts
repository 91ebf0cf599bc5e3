import { DeployError } from '../../errors.ts';
import { paint, say } from '../system/terminal.ts';
import type { Finding } from './finding.ts';

const subjectWidth = 14;

/** A line for each finding, and one more about what to do for each that is wrong. */
export function report(findings: readonly Finding[]): void {
  for (const finding of findings) say(render(finding));
}

function render(finding: Finding): string {
  const subject = finding.subject.padEnd(subjectWidth);
  switch (finding.state) {
    case 'well':
      return `${paint('green', '✓')} ${subject} ${finding.said}`;
    case 'skipped':
      return paint('dim', `- ${subject} ${finding.said}`);
    case 'wrong':
      return `${paint('red', '✗')} ${subject} ${finding.said}\n  ${' '.repeat(subjectWidth)} ${finding.todo}`;
  }
}

/** @throws DeployError where one of the findings is wrong. */
export function demandWell(findings: readonly Finding[]): void {
  const subjects = findings.filter(({ state }) => state === 'wrong').map(({ subject }) => subject);
  if (subjects.length === 0) return;
  throw new DeployError(
    `nothing was changed; first put right what is marked with a cross: ${subjects.join(', ')}.`,
  );
}
