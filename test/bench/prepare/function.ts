import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
// @ts-expect-error Plain JavaScript: `client/cli/glimpse.mjs` runs it without a compiler.
import { buildFunction as bundle } from '../../../esbuild.config.mjs';
import { ClassifierFunction } from '../../../infra/constructs/classifier-function.ts';
import { root } from '../../support/fixtures.ts';
import { workFolder } from '../folders.ts';

/** The function as it is deployed, but for this machine's processor. */
export interface BuiltFunction {
  /** Path of its bundle. */
  readonly entry: string;
  /** Environment variables, without `GLIMPSE_MODEL_FOLDER`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Bundles the function, and reads the variables that a deployment gives it. */
export async function buildFunction(): Promise<BuiltFunction> {
  const folder = join(workFolder, 'function');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await bundle(root, folder);
  const variables = { ...readDeployedVariables(), LAMBDA_TASK_ROOT: folder };
  return { entry: join(folder, 'index.mjs'), variables };
}

/** Memory decides the number of threads. */
function readDeployedVariables(): Record<string, string> {
  const stack = new Stack(new App());
  const code = Code.fromInline('0');
  new ClassifierFunction(stack, 'Function', { code, layers: [] });
  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  const [found] = Object.values(functions);
  const { Environment, MemorySize } = found?.Properties ?? {};
  return { ...Environment?.Variables, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${MemorySize}` };
}
