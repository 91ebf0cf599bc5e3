import * as z from 'zod';
import { invalidRequest } from '../../api/failure.ts';
import { excerpt } from '../../shared/excerpt.ts';

/** Numbers as in JSON: `Number` also reads others, such as 0x10. */
const jsonNumber = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const number = z.string().transform((text, context) => {
  if (jsonNumber.test(text.trim())) return Number(text);
  context.addIssue(`expected a number, got "${excerpt(text)}"`);
  return z.NEVER;
});

/** Options in a query string or form: text, all optional. */
const textOptions = z
  .strictObject({
    topK: number,
    minScore: number,
    explain: z.stringbool({
      truthy: ['true'],
      falsy: ['false'],
      error: ({ input }) => `expected true or false, got "${excerpt(String(input))}"`,
    }),
  })
  .partial();

/** More names than a query or form for this service has. */
const maxNames = 100;

/**
 * Reads options from a query string or the fields of a form.
 *
 * @throws RequestError or ZodError if one is unknown, given twice, or not valid
 */
export function readTextOptions(
  entries: Iterable<readonly [string, string]>,
): z.infer<typeof textOptions> {
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    if (values.has(name)) throw invalidRequest(`"${excerpt(name)}" is given twice`);
    if (values.size === maxNames) throw invalidRequest(`it has more than ${maxNames} options`);
    values.set(name, value);
  }
  return textOptions.parse(Object.fromEntries(values));
}
