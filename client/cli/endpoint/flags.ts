import type { Command } from 'commander';
import { UsageError } from '../errors.ts';

/** What the command line says about an endpoint besides its URL. */
export interface EndpointFlags {
  readonly profile?: string;
  readonly region?: string;
  /** Undefined where it is left to the command. */
  readonly sign?: boolean;
}

/** Options of every command that asks an endpoint; without `--endpoint` they are refused. */
export function addEndpointOptions(command: Command): Command {
  return command
    .option('--profile <name>', 'with --endpoint: AWS profile to sign with')
    .option('--region <region>', 'with --endpoint: AWS region, where its host names none')
    .option('--sign', 'with --endpoint: sign requests, whatever the host')
    .option(
      '--no-sign',
      'with --endpoint: never sign (default: function URLs, where credentials are)',
    )
    .hook('preAction', (_, called) => refuseWithoutEndpoint(called.opts()));
}

function refuseWithoutEndpoint(flags: EndpointFlags & { readonly endpoint?: string }): void {
  const { endpoint, profile, region, sign } = flags;
  if (endpoint !== undefined) return;
  if ([profile, region, sign].some((flag) => flag !== undefined)) {
    throw new UsageError('--profile, --region, --sign are for --endpoint');
  }
}

/** For `--help`. */
export const signingHelp = `
Requests to a Lambda function URL are signed where this machine has AWS credentials (variables,
profile, single sign-on: whatever the AWS command line would take), so that deployments with IAM
answer; no other host gets a signature unless --sign says so.
`;
