import type { Hono } from 'hono';
import * as z from 'zod';
import type { Log } from '../api/log.ts';
import { assembleService } from '../assemble-service.ts';
import { createApp } from '../http/app.ts';
import type { AppEnv } from '../http/app-env.ts';
import { loadPage, type Page } from '../http/page.ts';
// @ts-expect-error Plain JavaScript: `client/cli/glimpse.mjs` runs it without a compiler.
import { keepYoungGenerationSmall } from '../shared/memory.mjs';
import { createFunctionLog } from './log.ts';
import { type LambdaSettings, readLambdaSettings, readMetricsTarget } from './settings.ts';
import { warmUpRoutes } from './warm-up.ts';

/**
 * Creates the function's app and tries to start its model. Never throws, because that would end INIT
 * and leave every request without an answer: failures are logged, requests get `MODEL_UNAVAILABLE`,
 * and each of them tries again.
 */
export async function startFunction(
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<Hono<AppEnv>> {
  const log = createFunctionLog(readMetricsTarget(environment));
  // Without a listener, Node would end the process and the request that is running in it.
  process.on('unhandledRejection', (err) => log.error({ err }, 'a rejection was not handled'));
  const { pageFolder, ...settings } = tryToReadSettings(environment);
  const { limits } = settings;
  const { classifier, service, budget } = assembleService({ ...settings, log });
  const app = createApp({
    service,
    limits,
    budget,
    page: await tryToLoadPage(pageFolder, log),
    log,
  });
  await classifier.start().then(
    () => warmUpRoutes(app),
    // The classifier has logged the reason; the next request tries again.
    () => undefined,
  );
  // Not before: collecting garbage more often would make the start slower.
  keepYoungGenerationSmall();
  return app;
}

type Settings = LambdaSettings & { problem?: Error };

/** If a variable is invalid, returns settings that allow nothing, and the problem. */
function tryToReadSettings(environment: Readonly<NodeJS.ProcessEnv>): Settings {
  try {
    return readLambdaSettings(environment);
  } catch (cause) {
    const { LAMBDA_TASK_ROOT } = environment;
    const settings = readLambdaSettings({ LAMBDA_TASK_ROOT, GLIMPSE_URLS: 'off' });
    return { ...settings, problem: describeProblem(cause) };
  }
}

/** Names the invalid variables. */
function describeProblem(cause: unknown): Error {
  if (!(cause instanceof z.ZodError)) return new Error('the settings cannot be read', { cause });
  const issues = cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new Error(`environment variable ${issues.join('; ')}`);
}

/** Without the page, everything else still works. */
async function tryToLoadPage(folder: string, log: Log): Promise<Page> {
  try {
    return await loadPage(folder);
  } catch (err) {
    log.error({ err }, 'the page cannot be read');
    return new Map();
  }
}
