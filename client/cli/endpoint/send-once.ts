import { GlimpseError } from '../../typescript/src/answers/glimpse-error.ts';

/** What came back, whole. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface EndpointRequest {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: Uint8Array<ArrayBuffer> | null;
  /** Of who waits for the answer. */
  readonly signal?: AbortSignal;
}

/** Longer than a function may take, its start included. */
const timeoutMs = 60_000;

/**
 * Sends a request once, and takes whatever is answered.
 *
 * @throws GlimpseError `UNREACHABLE` or `TIMEOUT`, and what signing throws.
 */
export async function sendOnce(
  fetch: typeof globalThis.fetch,
  url: URL,
  { signal, ...sent }: EndpointRequest = {},
): Promise<EndpointResponse> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url.href, {
      ...sent,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const { status, headers } = response;
    return { status, headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (cause) {
    if (cause instanceof GlimpseError) throw cause;
    if (timeout.aborted) {
      const message = `${url.host} did not answer within ${timeoutMs} ms; try again.`;
      throw new GlimpseError('TIMEOUT', { limitMs: timeoutMs }, { message, cause });
    }
    const message = `${url.host} cannot be reached; check the URL and the network.`;
    throw new GlimpseError('UNREACHABLE', {}, { message, cause });
  }
}

/** The bytes as text: answers of gateways are read, not passed on. */
export function decodeText({ bytes }: Pick<EndpointResponse, 'bytes'>): string {
  return new TextDecoder().decode(bytes);
}
