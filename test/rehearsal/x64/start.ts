import { join } from 'node:path';
import { lambdaVariables } from '../lambda-variables.ts';
import type { Stand } from '../stage.ts';
import { LambdaEnvironment } from './environment.ts';

export interface StartOptions {
  /** On top of those of the deployment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Another folder for the model than that of its layer. */
  readonly model?: string;
}

/** Starts an environment of what was deployed. */
async function startEnvironment(
  { subject, preparation }: Stand,
  { variables = {}, model }: StartOptions = {},
): Promise<LambdaEnvironment> {
  const { task, opt } = await subject.unpacked();
  return await LambdaEnvironment.start({
    tools: await preparation.tools(),
    task,
    model: model ?? join(opt, 'model'),
    variables: { ...lambdaVariables(await subject.deployed()), ...variables },
  });
}

/** Starts one for `work` alone. */
export async function withEnvironment<T>(
  stand: Stand,
  options: StartOptions,
  work: (environment: LambdaEnvironment) => Promise<T>,
): Promise<T> {
  const environment = await startEnvironment(stand, options);
  try {
    return await work(environment);
  } finally {
    await environment.stop();
  }
}
