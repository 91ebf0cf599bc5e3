import { type CheckResult, renderCheckResult } from '../../../client/terminal/check-result.ts';
import { getTerminalStyle } from '../../../client/terminal/style.ts';
import { DeployError } from '../../errors.ts';

const nameColumns = 14;

/** Prints one line per check on stderr, and the advice for each problem. */
export function reportChecks(results: readonly CheckResult[]): void {
  const layout = { style: getTerminalStyle(process.stderr), nameColumns };
  for (const result of results) process.stderr.write(renderCheckResult(result, layout));
}

/** @throws DeployError if one of the checks found a problem. */
export function requireOk(results: readonly CheckResult[]): void {
  const names = results.filter(({ state }) => state === 'problem').map(({ name }) => name);
  if (names.length === 0) return;
  throw new DeployError(`nothing was changed; fix the failed checks first: ${names.join(', ')}.`);
}
