import { join } from 'node:path';
import * as z from 'zod';
import { functionUrlLimits, type Limits, withHeic } from '../image/limits.ts';
import type { Bucket } from '../image/s3/bucket.ts';
import { publicUrlPolicy, type UrlPolicy } from '../image/url/policy.ts';
import { heicSetting, withoutEmpty } from '../local-settings.ts';
import type { MetricsTarget } from './metrics.ts';

/** Settings of the Lambda function. */
export interface LambdaSettings {
  /** Folder of the model. */
  readonly folder: string;
  readonly pageFolder: string;
  readonly threads: number;
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  readonly bucket: Bucket | undefined;
}

/** One vCPU for every 1,769 MB: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const megabytesPerCpu = 1769;

/** `public`, `off`, or a comma-separated list of the only hosts to fetch from. */
const urls = z
  .string()
  .default('public')
  .transform((text): UrlPolicy => {
    if (text === 'public') return publicUrlPolicy;
    if (text === 'off') return { ...publicUrlPolicy, enabled: false };
    return { ...publicUrlPolicy, hosts: text.split(',').map((host) => normalizeHost(host.trim())) };
  })
  .refine(({ hosts }) => hosts === undefined || hosts.every((host) => host !== ''), {
    error: 'expected public, off, or host names separated by commas',
  });

/** Namespaces that CloudWatch accepts, except AWS's own: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const namespace = z
  .string()
  .regex(/^(?!AWS\/|:)[\w.\-/#: ]{1,255}$/, 'expected a CloudWatch namespace, such as Glimpse');

const settingsVariables = z.object({
  /** Default: where Lambda unpacks the model layer. */
  GLIMPSE_MODEL_FOLDER: z.string().default('/opt/model'),
  LAMBDA_TASK_ROOT: z.string().default('/var/task'),
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: z.coerce.number().int().positive().default(megabytesPerCpu),
  GLIMPSE_URLS: urls,
  GLIMPSE_HEIC: heicSetting,
  GLIMPSE_METRICS: namespace.optional(),
});

/** The bucket and the role's credentials. Name and region become part of a host name. */
const bucketVariables = z.object({
  GLIMPSE_BUCKET: z
    .string()
    .regex(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, 'expected the name of a bucket'),
  AWS_REGION: z.string().regex(/^[a-z\d-]+$/, 'expected a region, such as eu-central-1'),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
});

/** Names of the environment variables that the function reads, Lambda's own included. */
export const lambdaSettingNames: readonly string[] = [settingsVariables, bucketVariables].flatMap(
  ({ shape }) => Object.keys(shape),
);

const settingsSchema = settingsVariables.transform((variables) => ({
  folder: variables.GLIMPSE_MODEL_FOLDER,
  pageFolder: join(variables.LAMBDA_TASK_ROOT, 'page'),
  threads: Math.ceil(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE / megabytesPerCpu),
  urls: variables.GLIMPSE_URLS,
  limits: withHeic(functionUrlLimits, variables.GLIMPSE_HEIC),
}));

const bucketSchema = bucketVariables.transform(
  (variables): Bucket => ({
    name: variables.GLIMPSE_BUCKET,
    region: variables.AWS_REGION,
    credentials: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID,
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY,
      sessionToken: variables.AWS_SESSION_TOKEN,
    },
  }),
);

/** @throws ZodError that names the variable. */
export function readLambdaSettings(environment: Readonly<NodeJS.ProcessEnv>): LambdaSettings {
  const variables = withoutEmpty(environment);
  const hasBucket = variables.GLIMPSE_BUCKET !== undefined;
  const bucket = hasBucket ? bucketSchema.parse(variables) : undefined;
  return { ...settingsSchema.parse(variables), bucket };
}

/**
 * Reads the target of the function's metrics. Returns undefined if metrics are off, and also if the
 * namespace is invalid: the log must work before anything can report that.
 */
export function readMetricsTarget(
  environment: Readonly<NodeJS.ProcessEnv>,
): MetricsTarget | undefined {
  const { GLIMPSE_METRICS, AWS_LAMBDA_FUNCTION_NAME = 'glimpse' } = withoutEmpty(environment);
  const { data } = namespace.safeParse(GLIMPSE_METRICS);
  return data === undefined
    ? undefined
    : { namespace: data, functionName: AWS_LAMBDA_FUNCTION_NAME };
}

/** Spells a host as `URL.hostname` does. Returns '' if the text is not exactly one host. */
function normalizeHost(host: string): string {
  if (!/^([\p{L}\p{N}.-]+|\[[\da-f:.]+\])$/iu.test(host) || !URL.canParse(`https://${host}`))
    return '';
  return new URL(`https://${host}`).hostname;
}
