import { type DeployDependencies, root } from '../system/dependencies.ts';
import { type RunOptions, run } from '../system/run.ts';
import type { Session } from './session.ts';

export interface CdkOptions {
  readonly args: readonly string[];
  readonly context: Readonly<Record<string, string>>;
  readonly output?: RunOptions['output'];
}

/** Flags for commands that need only the name of a stack, not its model or settings. */
export const emptyApp = ['--app', 'node --import tsx infra/deploy/empty-app.ts'] as const;

/** Runs the CDK's command line with our context, in the session's region and as its identity. @returns The exit code. */
export async function runCdk(
  { cdk }: DeployDependencies,
  { region, profile }: Session,
  { args, context, output }: CdkOptions,
): Promise<number> {
  const flags = [
    ...Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ...(profile === undefined ? [] : ['--profile', profile]),
  ];
  return await run(cdk, [...args, ...flags], {
    cwd: root,
    environment: {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      // Otherwise it sends usage data to AWS and asks npm for a newer version.
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
    },
    ...(output && { output }),
  });
}
