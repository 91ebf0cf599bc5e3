import type { DeployTarget } from '../flags.ts';

type ShellTarget = { readonly [name in keyof DeployTarget]: DeployTarget[name] | undefined };

/** The flags that lead to the same deployment again, ready to stand behind a command; each with a space before it. */
export function targetFlags({ stage, region, profile }: ShellTarget): string {
  return Object.entries({ stage, region, profile })
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${shellQuote(value)}`]))
    .join('');
}

/** As a POSIX shell reads it: names of profiles may have spaces, origins a star. */
export function shellQuote(value: string): string {
  return /^[\w.@:/+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
