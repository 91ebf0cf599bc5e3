import type * as z from 'zod';
import { explainIssues } from './explain-issues.ts';
import { UsageError } from './usage-error.ts';

/** Understands what commander read. @throws UsageError that names flags as they are typed. */
export function parseFlags<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): z.output<Schema> {
  const { data, error } = schema.safeParse(given);
  if (error) throw new UsageError(explainIssues(error.issues, flagOf), { cause: error });
  return data as z.output<Schema>;
}

/** `topK` is `--top-k`; what is wrong inside of a list is wrong with its flag. */
function flagOf({ path }: z.core.$ZodIssue): string {
  const name = String(path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${name}`;
}
