import * as z from 'zod';
import { defaultModel } from './deploy-model.ts';

/** The settings of a deployment are invalid. The message has one sentence per error. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Text. CDK context may hold numbers too, because people write `cdk.json` by hand. */
const text = z.union([z.string(), z.number().transform(String)]);

const integer = (min: number, max: number, error: string) =>
  text.pipe(z.coerce.number<string>(error).int(error).min(min, error).max(max, error));

const commaSeparated = text.transform((list) => list.split(',').map((part) => part.trim()));

const urlsError = 'urls must be public, off, or a list of host names separated by commas.';

/** A host name as `URL.hostname` spells it: no port, path or wildcard, and at least one dot, to catch typos. */
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
      `origins must be a list of origins like https://example.com separated by commas, and "${input}" is not one.`,
  });

const budgetError = 'budget must be an amount of USD per month.';
const concurrencyError = 'concurrency must be a whole number from 1, or none.';

/** Public access is open to abuse, so it has this limit unless `concurrency` is set. */
const publicConcurrency = 10;

/**
 * All settings: context keys of `cdk`, and flags of `npm run deploy`, which passes them on. A setting
 * is one row here: the flags, their help and the spelling of values are derived from it.
 */
const settingsSchema = z.object({
  /** Part of the stack's name. */
  stage: text
    .pipe(
      z
        .string()
        .regex(/^[a-z0-9-]{1,20}$/, 'stage must be 1 to 20 lower-case letters, digits or hyphens.'),
    )
    .default('prod')
    .meta({ placeholder: '<name>', help: 'name of the deployment, if there are several' }),
  model: text
    .pipe(z.string().min(1, 'model must be the name of a model.'))
    .optional()
    .meta({
      placeholder: '<name>',
      help: `model on this machine; ${defaultModel} is added first if it is missing`,
    }),
  access: z
    .enum(['iam', 'public'], 'access must be iam or public.')
    .default('iam')
    .meta({ placeholder: '<who>', help: 'who may call: iam (signed requests) or public (anyone)' }),
  /** MB; 1,769 MB give one vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  memory: integer(512, 10_240, 'memory must be a whole number of MB from 512 to 10240.')
    .default(1769)
    .meta({ placeholder: '<mb>', help: 'memory in MB, 512 to 10240; 1769 MB give one vCPU' }),
  bucket: text
    .pipe(
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'bucket must be the name of an S3 bucket.'),
    )
    .optional()
    .meta({ placeholder: '<name>', help: 'S3 bucket that pictures may be read from' }),
  urls: z
    .union([z.enum(['public', 'off']), commaSeparated.pipe(z.array(host))], urlsError)
    .default('public')
    .meta({
      placeholder: '<which>',
      help: 'picture URLs that may be fetched: public, off, or host names separated by commas',
    }),
  heic: z.enum(['on', 'off'], 'heic must be on or off.').default('on').meta({
    placeholder: '<which>',
    help: 'on or off: whether photographs of phones (HEIC) are decoded',
  }),
  origins: commaSeparated.pipe(z.array(origin)).default([]).meta({
    placeholder: '<list>',
    help: 'web sites that may call from a browser, separated by commas',
  }),
  /** Reserved concurrency: maximum number of environments, taken from the account's quota. */
  concurrency: z
    .union([z.literal('none'), integer(1, 100_000, concurrencyError)], concurrencyError)
    .optional()
    .meta({
      placeholder: '<count>',
      help: `max number of environments, or none; ${publicConcurrency} with public access`,
    }),
  email: text
    .pipe(z.email('email must be an e-mail address.'))
    .optional()
    .meta({ placeholder: '<address>', help: 'receives alarms and budget mails' }),
  /** USD per month above which a mail is sent. */
  budget: text
    .pipe(z.coerce.number<string>(budgetError).positive(budgetError))
    .default(10)
    .meta({ placeholder: '<usd>', help: 'USD per month, for the budget mail and the calls alarm' }),
});

export type SettingName = keyof typeof settingsSchema.shape;

/** Names of all settings. The order is that of flags, help texts and the stored settings. */
export const settingNames = Object.keys(settingsSchema.shape) as readonly SettingName[];

const flagSchema = z.object({ placeholder: z.string(), help: z.string() });

/** Returns placeholder and help text of a setting's flag. */
export function getSettingFlag(name: SettingName): z.infer<typeof flagSchema> {
  return flagSchema.parse(settingsSchema.shape[name].meta());
}

export type DeploymentSettings = ReturnType<typeof readDeploymentSettings>;

/**
 * Reads the settings from the context of a CDK app. Other keys are ignored.
 *
 * @throws SettingsError
 */
export function readDeploymentSettings(context: Readonly<Record<string, unknown>>) {
  const parsed = settingsSchema.safeParse(context);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map(({ message }) => message).join(' '));
  }
  const { concurrency, ...settings } = parsed.data;
  const fallback = settings.access === 'public' ? publicConcurrency : 'none';
  const reserved = concurrency ?? fallback;
  return { ...settings, concurrency: reserved === 'none' ? undefined : reserved };
}
