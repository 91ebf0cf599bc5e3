import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** Above this, threads wait for one another more than they help a network of a few milliseconds. */
const mostThreads = 4;

const threads = z.coerce.number().int().min(1).max(64);

/** The environment variables that the service reads, parsed once. */
const settingsSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  GLIMPSE_MODEL: z.string().min(1).optional(),
  GLIMPSE_THREADS: threads.default(() => Math.min(mostThreads, availableParallelism())),
});

/** One vCPU for every 1,769 MB: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const megabytesPerCpu = 1769;

/** What the Lambda function reads: its own variables and those that the runtime sets. */
const lambdaSettingsSchema = z
  .object({
    /** The model's folder; the model layer is unpacked there. */
    GLIMPSE_MODEL_FOLDER: z.string().min(1).default('/opt/model'),
    LAMBDA_TASK_ROOT: z.string().min(1).default('/var/task'),
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: z.coerce.number().int().positive().default(megabytesPerCpu),
  })
  .transform((settings) => ({
    folder: settings.GLIMPSE_MODEL_FOLDER,
    pageFolder: join(settings.LAMBDA_TASK_ROOT, 'page'),
    threads: Math.ceil(settings.AWS_LAMBDA_FUNCTION_MEMORY_SIZE / megabytesPerCpu),
  }));

export type LambdaSettings = z.infer<typeof lambdaSettingsSchema>;

export type Settings = z.infer<typeof settingsSchema>;

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws ZodError that names the variable. */
export function readSettings(environment: Variables): Settings {
  return settingsSchema.parse(withoutEmpty(environment));
}

/** @throws ZodError that names the variable. */
export function readLambdaSettings(environment: Variables): LambdaSettings {
  return lambdaSettingsSchema.parse(withoutEmpty(environment));
}

/** A variable set to nothing is not set. */
function withoutEmpty(environment: Variables): Variables {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
