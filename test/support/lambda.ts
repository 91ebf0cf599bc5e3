import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { onTestFinished, vi } from 'vitest';
import { createFunctionUrlEvent, type EventOptions } from './function-url-event.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Result = APIGatewayProxyStructuredResultV2;

export interface Lambda {
  /** Invokes the function with any event. */
  invoke(event: unknown, awsRequestId?: string, remainingMs?: number): Promise<Result>;
  /** Invokes the function with a function URL event. */
  send(options: EventOptions, remainingMs?: number): Promise<Result>;
  /** Returns the log entries, oldest first. */
  lines(): Record<string, unknown>[];
  /** Returns the log entries of requests. */
  requests(): Record<string, unknown>[];
}

/** A binary file of the page. */
export const icon = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0x00]);

/**
 * Loads the Lambda entry as a new environment does, with a page of two files. The listeners that the
 * entry adds to the process are removed when the test ends.
 */
export async function startLambda(
  modelFolder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Lambda> {
  const task = temporaryFolder();
  await mkdir(join(task, 'page'));
  await writeFile(join(task, 'page', 'index.html'), '<title>Glimpse</title>');
  await writeFile(join(task, 'page', 'icon.png'), icon);
  const environment = { LAMBDA_TASK_ROOT: task, GLIMPSE_MODEL_FOLDER: modelFolder, ...variables };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.resetModules();
  const log = join(task, 'log');
  const listeners = process.listeners('unhandledRejection');
  onTestFinished(() => {
    for (const listener of process.listeners('unhandledRejection')) {
      if (!listeners.includes(listener)) process.off('unhandledRejection', listener);
    }
  });
  const { handler } = await logInto(log, () => import('../../functions/lambda/handler.ts'));
  const invoke: Lambda['invoke'] = (event, awsRequestId = 'request', remainingMs = 30_000) =>
    handler(event, { awsRequestId, getRemainingTimeInMillis: () => remainingMs });
  const lines: Lambda['lines'] = () =>
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return {
    invoke,
    send: (options, remainingMs) => invoke(createFunctionUrlEvent(options), 'request', remainingMs),
    lines,
    requests: () => lines().filter(({ msg }) => msg === 'request'),
  };
}

/** Sends the log to a file: a logger uses the descriptor that `process.stdout` has at its creation. */
async function logInto<T>(path: string, work: () => Promise<T>): Promise<T> {
  const file = openSync(path, 'a');
  const { fd } = process.stdout;
  Object.defineProperty(process.stdout, 'fd', { value: file, configurable: true });
  onTestFinished(() => {
    closeSync(file);
    vi.unstubAllEnvs();
  });
  try {
    return await work();
  } finally {
    Object.defineProperty(process.stdout, 'fd', { value: fd, configurable: true });
  }
}
