import type { Command } from 'commander';
import { addEndpointOptions, type EndpointFlags, signingHelp } from '../endpoint/flags.ts';
import { UsageError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { serveAddress } from '../serve/address.ts';

interface Flags extends EndpointFlags {
  readonly host?: string;
  readonly port?: string;
  readonly model?: string;
  readonly endpoint?: string;
}

const examples = `
With --endpoint the page of this machine stands in front of a deployment, for browsers cannot sign:
what the page and programs ask is signed and passed on. Other web pages are refused, whatever name
they reach this server by.
${signingHelp}
Examples:
  glimpse serve
  glimpse serve --port 8080 --model resnet18
  glimpse serve --endpoint https://ID.lambda-url.eu-central-1.on.aws/ --profile work
`;

/**
 * `glimpse serve`: page and API on this machine, until it is told to stop. Requests in flight are
 * finished then; a second signal ends at once.
 */
export function addServe(program: Command, installation: Installation): void {
  const command = program
    .command('serve')
    .description('serve page and API on this machine, or the page in front of a deployment')
    .option('--port <number>', 'port to listen on, 0 for any free one (default: PORT, or 3000)')
    .option('--host <address>', 'address to listen on (default: HOST, or 127.0.0.1)')
    .option('--model <name>', 'the model to serve')
    .option('--endpoint <url>', 'serve the page in front of this deployment');
  addEndpointOptions(command)
    .addHelpText('after', examples)
    .action(async ({ host, port, model, endpoint, ...flags }: Flags) => {
      const address = serveAddress({ host, port });
      if (endpoint === undefined) {
        const { serveLocal } = await import('../serve/local.ts');
        return await serveLocal({ ...installation, ...address, model });
      }
      if (model !== undefined)
        throw new UsageError('--model is for this machine; an endpoint has its own');
      const { serveEndpoint } = await import('../serve/endpoint.ts');
      return await serveEndpoint({ ...address, endpoint, flags, page: installation.page });
    });
}
