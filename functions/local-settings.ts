import { availableParallelism } from 'node:os';
import * as z from 'zod';

const maxThreads = 64;

const threads = z.coerce.number().int().min(1).max(maxThreads);

/** Whether HEIC is decoded. */
export const heicSetting = z.enum(['on', 'off']).default('on');

/** Names by which other machines or a proxy reach the server, without ports. */
const hosts = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
  .transform((names) => names.filter((name) => name !== ''))
  .refine((names) => names.every((name) => /^([\w.-]+|\[[\da-f:.]+\])$/.test(name)), {
    error: 'expected host names separated by commas, without ports',
  });

/** Environment variables that the local service reads. */
const settingsSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 picks any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  GLIMPSE_HOSTS: hosts,
  GLIMPSE_HEIC: heicSetting,
  GLIMPSE_MODEL: z.string().min(1).optional(),
  GLIMPSE_THREADS: threads.default(() => Math.min(maxThreads, availableParallelism())),
});

export type LocalSettings = z.infer<typeof settingsSchema>;

/** Names of the environment variables that the local service reads. */
export const localSettingNames: readonly string[] = Object.keys(settingsSchema.shape);

/** @throws ZodError that names the variable. */
export function readLocalSettings(environment: Readonly<NodeJS.ProcessEnv>): LocalSettings {
  return settingsSchema.parse(withoutEmpty(environment));
}

/** Drops variables that are set to the empty string: they count as not set. */
export function withoutEmpty(environment: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
