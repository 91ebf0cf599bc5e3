import { type CheckResult, ok, problem } from '../../terminal/check-result.ts';
import { EndpointError } from '../endpoint/describe-failure.ts';
import { explainError } from '../errors.ts';

/** What a check found. With advice, it found a problem. */
export interface Finding {
  readonly found: string;
  readonly advice?: string;
}

/** Runs one check. An error that it throws is reported as a problem with `advice`. */
export async function runCheck(
  name: string,
  check: () => Finding | Promise<Finding>,
  advice = 'see above',
): Promise<CheckResult> {
  try {
    const finding = await check();
    if (finding.advice === undefined) return ok(name, finding.found);
    return problem(name, finding.found, finding.advice);
  } catch (error) {
    if (error instanceof EndpointError) return toProblem(name, error);
    return problem(name, explainError(error), advice);
  }
}

/** Splits a message at its last semicolon: what is wrong is before it, what to do after it. */
function toProblem(name: string, { message }: EndpointError): CheckResult {
  const at = message.lastIndexOf('; ');
  return at < 0
    ? problem(name, message, 'try again')
    : problem(name, message.slice(0, at), message.slice(at + 2));
}
