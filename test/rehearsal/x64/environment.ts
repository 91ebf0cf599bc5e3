import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../support/fixtures.ts';
import type { Tools } from '../prepare/tools.ts';
import { createTraceCommand, readSocketCalls, type SocketCalls } from '../sockets.ts';
import { createWorkFolder } from '../work-folder.ts';
import { type InvokeOptions, type Posted, RuntimeApi } from './runtime-api.ts';
import { readVitals, type Vitals } from './vitals.ts';

export interface EnvironmentOptions {
  readonly tools: Tools;
  /** Folders with the content of `/var/task`, and of the model. */
  readonly task: string;
  readonly model: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** An environment of the function: Lambda's Node and runtime client, and our Runtime API. */
export class LambdaEnvironment {
  readonly api: RuntimeApi;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ended: Promise<never>;

  private constructor(api: RuntimeApi, folder: string, options: EnvironmentOptions) {
    this.api = api;
    this.#folder = folder;
    const { tools, task } = options;
    const command = [
      ...createTraceCommand(join(folder, 'trace'), true),
      tools.x64Node,
      tools.runtimeClient,
    ];
    const log = openSync(join(folder, 'log'), 'w');
    this.#child = spawn(command[0] ?? '', command.slice(1), {
      cwd: task,
      env: createVariables(api, folder, options),
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

  /** Starts an environment and waits for the end of INIT. @throws Error if the process ends. */
  static async start(options: EnvironmentOptions): Promise<LambdaEnvironment> {
    const folder = await mkdtemp(join(await createWorkFolder('environments'), 'env-'));
    await mkdir(join(folder, 'tmp'));
    const environment = new LambdaEnvironment(await RuntimeApi.start(), folder, options);
    await Promise.race([environment.api.ready, environment.#ended]);
    return environment;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Invokes the function with an event. @throws Error if the process ends without an answer. */
  async invoke(event: unknown, options?: InvokeOptions): Promise<Posted> {
    return await Promise.race([this.api.invoke(event, options), this.#ended]);
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  vitals(): Promise<Vitals> {
    return readVitals(this.pid, join(this.#folder, 'tmp'));
  }

  /** Returns everything that the process has written. */
  log(): Promise<string> {
    return readFile(join(this.#folder, 'log'), 'utf8');
  }

  sockets(): Promise<SocketCalls> {
    return readSocketCalls(join(this.#folder, 'trace'));
  }

  /** Kills the process without a warning, as Lambda does. */
  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended.catch(() => {});
    this.api.close();
  }
}

/** Native packages for x64 come from the project; everything else comes from the deployment. */
function createVariables(
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
