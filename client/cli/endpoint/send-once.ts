import { GlimpseError } from '../../typescript/src/glimpse-error.ts';

/** What came back, whole. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: Uint8Array<ArrayBuffer> | null;
  /** Of who waits for the answer. */
  readonly signal?: AbortSignal;
}

/** Longer than a function may take, its start included. */
const patienceMs = 60_000;

/**
 * Sends a request once, and takes whatever is answered.
 *
 * @throws GlimpseError `UNREACHABLE` or `TIMEOUT`, and what signing throws.
 */
export async function sendOnce(
  fetch: typeof globalThis.fetch,
  url: URL,
  { signal, ...sent }: Sent = {},
): Promise<Received> {
  const timeout = AbortSignal.timeout(patienceMs);
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
      const message = `${url.host} did not answer within ${patienceMs} ms; try again.`;
      throw new GlimpseError('TIMEOUT', { limitMs: patienceMs }, { message, cause });
    }
    const message = `${url.host} cannot be reached; check the URL and the network.`;
    throw new GlimpseError('UNREACHABLE', {}, { message, cause });
  }
}

/** The bytes as text: answers of gateways are read, not passed on. */
export function textOf({ bytes }: Pick<Received, 'bytes'>): string {
  return new TextDecoder().decode(bytes);
}
