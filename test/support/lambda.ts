import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { onTestFinished, vi } from 'vitest';
import { type EventOptions, functionUrlEvent } from './function-url-event.ts';
import { emptyFolder } from './model-folder.ts';

type Result = APIGatewayProxyStructuredResultV2;

export interface Lambda {
  /** Hands over any event. */
  invoke(event: unknown, awsRequestId?: string, remainingMs?: number): Promise<Result>;
  /** Hands over a function-URL event. */
  ask(options: EventOptions, remainingMs?: number): Promise<Result>;
  /** What the function has logged, oldest first. */
  lines(): Record<string, unknown>[];
  /** The same for requests alone. */
  requests(): Record<string, unknown>[];
}

/** A file of the page that is no text. */
export const icon = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0x00]);

/** Starts the Lambda entry as a new environment does, with a page of two files. */
export async function startLambda(
  modelFolder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Lambda> {
  const task = await emptyFolder();
  await mkdir(join(task, 'page'));
  await writeFile(join(task, 'page', 'index.html'), '<title>Glimpse</title>');
  await writeFile(join(task, 'page', 'icon.png'), icon);
  const environment = { LAMBDA_TASK_ROOT: task, GLIMPSE_MODEL_FOLDER: modelFolder, ...variables };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.resetModules();
  const log = join(task, 'log');
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
    ask: (options, remainingMs) => invoke(functionUrlEvent(options), 'request', remainingMs),
    lines,
    requests: () => lines().filter(({ msg }) => msg === 'request'),
  };
}

/** The log goes where `process.stdout` says that it goes when a logger is made. */
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
