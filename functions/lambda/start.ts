import type { Hono } from 'hono';
import * as z from 'zod';
import type { Log } from '../api/log.ts';
import { assembleService } from '../assemble-service.ts';
import { createApp } from '../http/app.ts';
import type { AppEnv } from '../http/app-env.ts';
import { loadPage, type Page } from '../http/page.ts';
import { functionUrlLimits } from '../image/limits.ts';
import type { Variables } from '../local-settings.ts';
import { createFunctionLog } from './log.ts';
import { type LambdaSettings, readLambdaSettings, readMetricsTarget } from './settings.ts';
import { warmUpRoutes } from './warm-up.ts';

/**
 * The function's app with its model started, as far as that goes. Nothing is thrown, since that
 * would end INIT and leave every request without an answer: what fails is logged, requests get
 * `MODEL_UNAVAILABLE`, and each tries again.
 */
export async function startFunction(environment: Variables): Promise<Hono<AppEnv>> {
  const log = createFunctionLog(readMetricsTarget(environment));
  // Node would end the process, and with it the request that happens to be running.
  process.on('unhandledRejection', (err) => log.error({ err }, 'a rejection was not handled'));
  const { pageFolder, ...settings } = tryToReadSettings(environment);
  const limits = functionUrlLimits;
  const { classifier, service } = assembleService({ ...settings, limits, log });
  const app = createApp({ service, limits, page: await tryToLoadPage(pageFolder, log), log });
  await classifier.start().then(
    () => warmUpRoutes({ service, limits }),
    // Why it did not start has been logged; the next request tries again.
    () => undefined,
  );
  return app;
}

type Settings = LambdaSettings & { problem?: Error };

/** Where a variable is wrong, settings that allow nothing and a model that never starts. */
function tryToReadSettings(environment: Variables): Settings {
  try {
    return readLambdaSettings(environment);
  } catch (cause) {
    const { LAMBDA_TASK_ROOT } = environment;
    const settings = readLambdaSettings({ LAMBDA_TASK_ROOT, GLIMPSE_URLS: 'off' });
    return { ...settings, problem: nameVariables(cause) };
  }
}

function nameVariables(cause: unknown): Error {
  if (!(cause instanceof z.ZodError)) return new Error('the settings cannot be read', { cause });
  const issues = cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new Error(`environment variable ${issues.join('; ')}`);
}

/** Without the page everything else works. */
async function tryToLoadPage(folder: string, log: Log): Promise<Page> {
  try {
    return await loadPage(folder);
  } catch (err) {
    log.error({ err }, 'the page cannot be read');
    return new Map();
  }
}
