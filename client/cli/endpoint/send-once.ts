import { GlimpseError } from '../../typescript/src/answers/glimpse-error.ts';
import { withTimeout } from '../../typescript/src/transport/timeout.ts';

/** A complete response. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface EndpointRequest {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: Uint8Array<ArrayBuffer> | null;
  /** Cancels the request. */
  readonly signal?: AbortSignal;
}

/** Longer than a function may take, including its start. */
const timeoutMs = 60_000;

/**
 * Sends a request once and returns the response, whatever its status.
 *
 * @throws GlimpseError `UNREACHABLE`, `TIMEOUT` or `ABORTED`, and what signing throws
 */
export async function sendOnce(
  fetch: typeof globalThis.fetch,
  url: URL,
  { signal, ...request }: EndpointRequest = {},
): Promise<EndpointResponse> {
  return await withTimeout({ signal, timeoutMs }, async (ended) => {
    try {
      const response = await fetch(url.href, { ...request, signal: ended });
      const { status, headers } = response;
      return { status, headers, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch (cause) {
      if (cause instanceof GlimpseError) throw cause;
      const message = `${url.host} cannot be reached; check the URL and the network.`;
      throw new GlimpseError('UNREACHABLE', {}, { message, cause });
    }
  });
}

/** Decodes the body as text, for answers that are read here and not passed on. */
export function decodeText({ bytes }: Pick<EndpointResponse, 'bytes'>): string {
  return new TextDecoder().decode(bytes);
}
