import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tools } from '../prepare/tools.ts';
import { readSocketCalls, type SocketCalls, tracing } from '../sockets.ts';
import { root, workFolder } from '../workplace.ts';
import { type InvokeOptions, type Posted, RuntimeApi } from './runtime-api.ts';
import { readVitals, type Vitals } from './vitals.ts';

export interface EnvironmentOptions {
  readonly tools: Tools;
  /** What lies under `/var/task`, and the model's folder. */
  readonly task: string;
  readonly model: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** One environment of the function: Lambda's Node and its runtime client, and a Runtime API of ours. */
export class LambdaEnvironment {
  readonly api: RuntimeApi;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ended: Promise<never>;

  private constructor(api: RuntimeApi, folder: string, options: EnvironmentOptions) {
    this.api = api;
    this.#folder = folder;
    const { tools, task } = options;
    const command = [...tracing(join(folder, 'trace'), true), tools.x64Node, tools.runtimeClient];
    const log = openSync(join(folder, 'log'), 'w');
    this.#child = spawn(command[0] ?? '', command.slice(1), {
      cwd: task,
      env: environmentOf(api, folder, options),
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#ended = new Promise((_resolve, reject) => {
      this.#child.once('exit', (code, signal) => {
        void this.log().then((text) => {
          reject(new Error(`the process ended with ${code ?? signal}:\n${text.slice(-2000)}`));
        });
      });
    });
    this.#ended.catch(() => {});
  }

  /** Starts one, and waits until INIT is over. @throws Error where the process ends instead. */
  static async start(options: EnvironmentOptions): Promise<LambdaEnvironment> {
    const folder = await mkdtemp(join(await workFolder('environments'), 'one-'));
    await mkdir(join(folder, 'tmp'));
    const environment = new LambdaEnvironment(await RuntimeApi.start(), folder, options);
    await Promise.race([environment.api.ready, environment.#ended]);
    return environment;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Hands an event over. @throws Error where the process ends instead of answering. */
  async invoke(event: unknown, options?: InvokeOptions): Promise<Posted> {
    return await Promise.race([this.api.invoke(event, options), this.#ended]);
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  vitals(): Promise<Vitals> {
    return readVitals(this.pid, join(this.#folder, 'tmp'));
  }

  /** Everything that it has written. */
  log(): Promise<string> {
    return readFile(join(this.#folder, 'log'), 'utf8');
  }

  sockets(): Promise<SocketCalls> {
    return readSocketCalls(join(this.#folder, 'trace'));
  }

  /** Ends the process, as Lambda does: without a word. */
  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended.catch(() => {});
    this.api.close();
  }
}

/** Native packages for x64 come from the project; everything else is what was deployed. */
function environmentOf(
  api: RuntimeApi,
  folder: string,
  { task, model, variables }: EnvironmentOptions,
): Record<string, string> {
  return {
    ...variables,
    AWS_LAMBDA_RUNTIME_API: api.address,
    GLIMPSE_MODEL_FOLDER: model,
    LAMBDA_TASK_ROOT: task,
    NODE_PATH: join(root, 'node_modules'),
    TMPDIR: join(folder, 'tmp'),
  };
}
