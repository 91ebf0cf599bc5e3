import { type DeployDependencies, root } from '../system/dependencies.ts';
import { type RunOptions, run } from '../system/run.ts';
import type { Session } from './session.ts';

export interface CdkOptions {
  readonly args: readonly string[];
  readonly context: Readonly<Record<string, string>>;
  readonly output?: RunOptions['output'];
}

/** Flags for an order that needs the name of a stack alone: neither its model nor its settings. */
export const emptyApp = ['--app', 'node --import tsx infra/deploy/empty-app.ts'] as const;

/** The CDK's command with our context, as the identity and in the region of the session. */
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
      // It would tell AWS about itself, and ask npm for a newer one.
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
    },
    ...(output && { output }),
  });
}
