import type { Command } from 'commander';
import { UsageError } from '../../terminal/errors.ts';

/** Flags about an endpoint, besides its URL. */
export interface EndpointFlags {
  readonly profile?: string;
  readonly region?: string;
  /** Undefined: sign requests to function URLs only. */
  readonly sign?: boolean;
}

/** Adds the flags of commands that can use an endpoint; without `--endpoint` they are refused. */
export function addEndpointOptions(command: Command): Command {
  return command
    .option('--profile <name>', 'with --endpoint: AWS profile to sign with')
    .option(
      '--region <region>',
      'with --endpoint: AWS region, if the host name does not contain it',
    )
    .option('--sign', 'with --endpoint: sign requests, whatever the host')
    .option(
      '--no-sign',
      'with --endpoint: never sign requests (default: sign Lambda function URLs if AWS credentials are found)',
    )
    .hook('preAction', (_, called) => refuseWithoutEndpoint(called.opts()));
}

function refuseWithoutEndpoint(flags: EndpointFlags & { readonly endpoint?: string }): void {
  const { endpoint, profile, region, sign } = flags;
  if (endpoint !== undefined) return;
  if ([profile, region, sign].some((flag) => flag !== undefined)) {
    throw new UsageError('--profile, --region, --sign and --no-sign require --endpoint');
  }
}

/** For `--help`. */
export const signingHelp = `
Requests to a Lambda function URL are signed if AWS credentials are found (environment variables,
profile, single sign-on: as for the AWS CLI), so that deployments with IAM access answer. Requests to
other hosts are signed only with --sign.
`;
