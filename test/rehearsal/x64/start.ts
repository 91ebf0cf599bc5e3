import { join } from 'node:path';
import { createLambdaVariables } from '../lambda-variables.ts';
import type { StageContext } from '../stage.ts';
import { LambdaEnvironment } from './environment.ts';

export interface StartOptions {
  /** Added to the variables of the deployment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Model folder (default: that of the model's layer). */
  readonly model?: string;
}

/** Starts an environment with the deployed files. */
async function startEnvironment(
  { subject, preparation }: StageContext,
  { variables = {}, model }: StartOptions = {},
): Promise<LambdaEnvironment> {
  const { task, opt } = await subject.unpacked();
  return await LambdaEnvironment.start({
    tools: await preparation.tools(),
    task,
    model: model ?? join(opt, 'model'),
    variables: { ...createLambdaVariables(await subject.deployed()), ...variables },
  });
}

/** Starts an environment, runs `work` with it, and stops it. */
export async function withEnvironment<T>(
  context: StageContext,
  options: StartOptions,
  work: (environment: LambdaEnvironment) => Promise<T>,
): Promise<T> {
  const environment = await startEnvironment(context, options);
  try {
    return await work(environment);
  } finally {
    await environment.stop();
  }
}
