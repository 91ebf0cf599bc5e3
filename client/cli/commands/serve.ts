import type { Command } from 'commander';
import { UsageError } from '../../terminal/errors.ts';
import { addEndpointOptions, type EndpointFlags, signingHelp } from '../endpoint/flags.ts';
import type { Installation } from '../installation.ts';
import { readAddress } from '../serve/address.ts';

interface Flags extends EndpointFlags {
  readonly host?: string;
  readonly port?: string;
  readonly model?: string;
  readonly endpoint?: string;
}

const examples = `
With --endpoint, this machine serves the page and forwards requests to a deployment, signed with your
AWS credentials, because browsers cannot sign. Programs may use this address as well; other web pages
are refused, whatever host name they use.
${signingHelp}
Examples:
  glimpse serve
  glimpse serve --port 8080 --model resnet18
  glimpse serve --endpoint https://ID.lambda-url.eu-central-1.on.aws/ --profile work

Exit codes: 0 stopped by Ctrl+C or SIGTERM, 1 cannot start, 2 wrong usage.
`;

/**
 * Adds `glimpse serve`: page and API on this machine, until Ctrl+C or SIGTERM. Requests in flight
 * are finished; a second signal ends the process at once.
 */
export function addServe(program: Command, installation: Installation): void {
  const command = program
    .command('serve')
    .description('serve the page and the API, or the page in front of a deployment')
    .option('--port <number>', 'port to listen on, 0 for any free port (default: PORT, or 3000)')
    .option('--host <address>', 'address to listen on (default: HOST, or 127.0.0.1)')
    .option('--model <name>', 'name of an installed model (default: see glimpse models list)')
    .option('--endpoint <url>', 'serve the page in front of this deployment');
  addEndpointOptions(command)
    .addHelpText('after', examples)
    .action(async ({ host, port, model, endpoint, ...flags }: Flags) => {
      const address = readAddress({ host, port });
      if (endpoint === undefined) {
        const { serveLocal } = await import('../serve/local.ts');
        return await serveLocal({ ...installation, ...address, model });
      }
      if (model !== undefined) {
        throw new UsageError('--model cannot be used with --endpoint, which has its own model');
      }
      const { serveEndpoint } = await import('../serve/endpoint.ts');
      return await serveEndpoint({ ...address, endpoint, flags, page: installation.page });
    });
}
