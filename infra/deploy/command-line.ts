import type { Place } from './flags.ts';

type Reached = { readonly [name in keyof Place]: Place[name] | undefined };

/** The flags that lead to the same deployment again, ready to stand behind a command; each with a space before it. */
export function placeFlags({ stage, region, profile }: Reached): string {
  return Object.entries({ stage, region, profile })
    .flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${quoted(value)}`]))
    .join('');
}

/** As a POSIX shell reads it: names of profiles may have spaces, origins a star. */
export function quoted(value: string): string {
  return /^[\w.@:/+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
