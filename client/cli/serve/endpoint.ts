import { type Address, listen } from '../../../functions/http/listen.ts';
import { loadPage } from '../../../functions/http/page.ts';
import { openEndpoint } from '../endpoint/endpoint.ts';
import type { EndpointFlags } from '../endpoint/flags.ts';
import { terminalLog } from '../log.ts';
import { createProxy } from './proxy.ts';
import { type RunningServer, serveUntilStopped } from './until-stopped.ts';

export interface ServeEndpointOptions extends Address {
  /** URL of the endpoint. */
  readonly endpoint: string;
  readonly flags: EndpointFlags;
  /** Folder of the built page. */
  readonly page: string;
}

/**
 * Serves the page in front of an endpoint until the process is stopped. Sends the endpoint one
 * request before it starts.
 *
 * @throws UsageError or EndpointError
 */
export async function serveEndpoint(options: ServeEndpointOptions): Promise<void> {
  const { flags, host, port } = options;
  const endpoint = await openEndpoint(options.endpoint, flags);
  const { id, precision, limits } = await endpoint.orEndpointError(endpoint.client.model());
  const page = await loadPage(options.page);
  await serveUntilStopped(async (): Promise<RunningServer> => {
    const { requestBytes } = limits;
    const proxy = createProxy({ endpoint, requestBytes, page, host, log: terminalLog });
    const server = await listen(proxy, { host, port });
    const { identity, url } = endpoint;
    const signing = identity ? `signed by ${identity.accessKeyId}` : 'not signed';
    const lines = [
      `Glimpse is ready: ${server.url}`,
      `Model: ${id}, ${precision} (at ${url.host}, requests ${signing}).`,
    ];
    return { server, lines };
  });
}
