import * as z from 'zod';

/** The settings of a deployment are wrong: `message` has one sentence for each that is. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Context of the CDK can hold numbers too: `cdk.json` is written by hand. */
const text = z.union([z.string(), z.number().transform(String)]);

const whole = (least: number, most: number, error: string) =>
  text.pipe(z.coerce.number<string>(error).int(error).min(least, error).max(most, error));

/** Part after part, commas between them. */
const parts = text.transform((list) => list.split(',').map((part) => part.trim()));

const urlsError = 'urls is public, off, or names of hosts with commas between them.';

/** As `URL.hostname` spells it, without port, path or wildcard; one without a dot is a slip. */
const host = z.string().transform((name, context) => {
  const url = URL.canParse(`https://${name}`) ? new URL(`https://${name}`) : undefined;
  if (url?.href === `https://${url?.hostname}/` && /^[\w-]+(\.[\w-]+)+$/.test(url.hostname)) {
    return url.hostname;
  }
  context.addIssue(urlsError);
  return z.NEVER;
});

const origin = z
  .string()
  .refine((name) => name === '*' || (URL.canParse(name) && new URL(name).origin === name), {
    error: ({ input }) =>
      `origins are addresses like https://example.com with commas between them, and not "${input}".`,
  });

const budgetError = 'budget is an amount of USD a month.';
const concurrencyError = 'concurrency is a whole number from 1, or none.';

/** Context keys of `cdk`, and flags of `npm run deploy`, which hands them on. */
const settingsSchema = z.object({
  /** Part of the stack's name: several stages live beside one another. */
  stage: text
    .pipe(
      z
        .string()
        .regex(/^[a-z0-9-]{1,20}$/, 'stage is 1 to 20 lower-case letters, digits or hyphens.'),
    )
    .default('prod'),
  /** Name of a model on this machine. */
  model: text.pipe(z.string().min(1, 'model is the name of a model.')).optional(),
  /** Who may call: those whom IAM allows, or everybody. */
  access: z.enum(['iam', 'public'], 'access is iam or public.').default('iam'),
  /** MB; 1,769 are one processor: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  memory: whole(512, 10_240, 'memory is a whole number of MB from 512 to 10240.').default(1769),
  /** The one bucket from which pictures may be read. */
  bucket: text
    .pipe(
      z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'bucket is the name of an S3 bucket.'),
    )
    .optional(),
  /** Which pictures may be fetched by URL: all public ones, none, or those of some hosts. */
  urls: z
    .union([z.enum(['public', 'off']), parts.pipe(z.array(host))], urlsError)
    .default('public'),
  /** Web sites that may call from a browser. */
  origins: parts.pipe(z.array(origin)).default([]),
  /** Most environments at once, kept for this function out of the account's quota. */
  concurrency: z
    .union([z.literal('none'), whole(1, 100_000, concurrencyError)], concurrencyError)
    .optional(),
  /** Where alarms and the budget are sent. */
  email: text.pipe(z.email('email is an e-mail address.')).optional(),
  /** USD a month above which a mail is sent. */
  budget: text.pipe(z.coerce.number<string>(budgetError).positive(budgetError)).default(10),
});

/** Public access is open to bills: so many environments at once at most, where nothing else is said. */
const publicConcurrency = 10;

export type DeploymentSettings = ReturnType<typeof readDeploymentSettings>;

/**
 * Reads the settings out of the context of a CDK app; keys that are not ours are left alone.
 *
 * @throws SettingsError
 */
export function readDeploymentSettings(context: Readonly<Record<string, unknown>>) {
  const parsed = settingsSchema.safeParse(context);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map(({ message }) => message).join(' '));
  }
  const { concurrency, ...settings } = parsed.data;
  const usual = settings.access === 'public' ? publicConcurrency : 'none';
  const reserved = concurrency ?? usual;
  return { ...settings, concurrency: reserved === 'none' ? undefined : reserved };
}
