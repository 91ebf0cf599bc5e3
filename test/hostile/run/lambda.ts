import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFunctionUrlEvent } from '../../support/function-url-event.ts';
import { bounds } from '../bounds.ts';
import type { Outgoing, Reply, Sender } from './client.ts';
import { Fault, Stuck } from './fault.ts';

/** What AWS takes as an event: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const eventBytes = 6_291_456;
/** Of an event, besides its body. */
const otherBytes = 20_000;

interface Result {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Whether a request fits into an event. */
export function fitsEvent({ body = '', path = '' }: Outgoing): boolean {
  return (Buffer.byteLength(body) * 4) / 3 + path.length + otherBytes < eventBytes;
}

/** The function's entry, `functions/lambda/handler.ts`, in a process that answers one event after the other. */
export class Lambda implements Sender {
  readonly #child: ChildProcess;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(checkout: string): Promise<Lambda> {
    const task = join(checkout, '.build', 'hostile', 'task');
    mkdirSync(join(task, 'page'), { recursive: true });
    writeFileSync(join(task, 'page', 'index.html'), '<title>Glimpse</title>');
    const model = join(checkout, 'models', 'efficientnet-lite0');
    const child = fork(new URL('lambda-process.mjs', import.meta.url), [checkout], {
      cwd: checkout,
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, LAMBDA_TASK_ROOT: task, GLIMPSE_MODEL_FOLDER: model },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const lambda = new Lambda(child);
    await lambda.#next();
    return lambda;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** How it ended, in words; undefined while it runs. */
  ended(): string | undefined {
    const { exitCode, signalCode } = this.#child;
    return exitCode === null && signalCode === null
      ? undefined
      : `ended (${signalCode ?? exitCode})`;
  }

  /** @throws Fault if the process ends or gives no result. */
  async send({ path = '/classify', headers, body, ...rest }: Outgoing): Promise<Reply> {
    const [rawPath = '/', query = ''] = path.split(/\?(.*)/s);
    const method = rest.method ?? (body === undefined ? 'GET' : 'POST');
    const event = createFunctionUrlEvent({
      method,
      path: rawPath,
      query,
      ...(headers && { headers }),
      ...(body !== undefined && { body: Buffer.from(body) }),
    });
    const result = this.#turn.then(async () => {
      this.#child.send(event);
      return toReply((await this.#next()) as Result);
    });
    this.#turn = result.catch(() => {});
    return await result;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    if (this.ended() !== undefined) return;
    const exit = once(this.#child, 'exit');
    this.kill();
    await exit;
  }

  async #next(): Promise<unknown> {
    const { signal, end } = createPatience();
    const ended = once(this.#child, 'exit', { signal });
    const message = once(this.#child, 'message', { signal });
    try {
      const isMessage = await Promise.race([message.then(() => true), ended.then(() => false)]);
      if (!isMessage) throw new Fault(`the function's process ${this.ended()}`);
      return (await message)[0];
    } catch (error) {
      if (error instanceof Fault) throw error;
      throw new Stuck(`no result of the function in ${bounds.stuck / 1000} s`);
    } finally {
      end();
      for (const each of [ended, message]) each.catch(() => {});
    }
  }
}

function createPatience(): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), bounds.stuck);
  const end = () => {
    clearTimeout(timer);
    controller.abort();
  };
  return { signal: controller.signal, end };
}

function toReply({ statusCode, headers, body, isBase64Encoded }: Result): Reply {
  return {
    status: statusCode,
    headers,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
