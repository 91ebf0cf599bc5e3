import { shellQuote } from '../../../client/terminal/shell-quote.ts';
import type { DeployTarget } from '../flags.ts';

type ShellTarget = { readonly [name in keyof DeployTarget]: DeployTarget[name] | undefined };

/** Renders the flags that select the same deployment again, each after a space, to append to a command. */
export function renderTargetFlags({ stage, region, profile }: ShellTarget): string {
  return Object.entries({ stage, region, profile })
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${shellQuote(value)}`]))
    .join('');
}
