import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with what was given, in one line; `nameOf` says how the user knows a thing. */
export function explainIssues(
  issues: readonly Issue[],
  nameOf = ({ path }: Issue): string => path.join('.'),
): string {
  return issues.map((issue) => `${nameOf(issue)}: ${expectation(issue)}`).join('; ');
}

/** Text that was to be a number comes as NaN, a word that nobody has typed. */
function expectation(issue: Issue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.expected === 'int') return 'expected a whole number';
  return issue.expected === 'number' ? 'expected a number' : issue.message;
}
