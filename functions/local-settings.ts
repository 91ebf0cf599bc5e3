import { availableParallelism } from 'node:os';
import * as z from 'zod';

/** Above this, threads wait for one another more than they help a network of a few milliseconds. */
const maxThreads = 4;

const threads = z.coerce.number().int().min(1).max(64);

/** The environment variables that the service reads, parsed once. */
const settingsSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  GLIMPSE_MODEL: z.string().min(1).optional(),
  GLIMPSE_THREADS: threads.default(() => Math.min(maxThreads, availableParallelism())),
});

export type LocalSettings = z.infer<typeof settingsSchema>;

export type Variables = Readonly<Record<string, string | undefined>>;

/** @throws ZodError that names the variable. */
export function readLocalSettings(environment: Variables): LocalSettings {
  return settingsSchema.parse(withoutEmpty(environment));
}

/** A variable set to nothing is not set. */
export function withoutEmpty(environment: Variables): Variables {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
