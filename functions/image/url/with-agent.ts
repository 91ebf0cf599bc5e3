import { Agent } from 'undici';
import type { Limits } from '../limits.ts';
import { createConnector } from './connector.ts';
import { toImageError } from './failure.ts';
import type { UrlPolicy } from './policy.ts';

export interface AgentOptions {
  /** Which addresses it may connect to. */
  readonly policy: UrlPolicy;
  readonly limits: Pick<Limits, 'fetchedBytes' | 'urlConnectMs' | 'urlTotalMs'>;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` with an agent that lives for one picture: no socket outlives the check of its address,
 * serves another caller or is dead after a freeze; a signal can end it; and there is nothing to gain
 * from keeping connections to strangers.
 *
 * @throws ImageError with a code that starts with `URL_`, or what `work` throws of the signal.
 */
export async function withAgent<T>(
  { policy, limits, signal }: AgentOptions,
  work: (agent: Agent) => Promise<T>,
): Promise<T> {
  const connectMs = limits.urlConnectMs;
  // Half of the whole: a server that has gone quiet is given up before the time is.
  const silenceMs = Math.ceil(limits.urlTotalMs / 2);
  const agent = new Agent({
    connect: createConnector(policy, { timeoutMs: connectMs, signal }),
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    maxResponseSize: limits.fetchedBytes,
    pipelining: 0,
  });
  try {
    return await work(agent);
  } catch (error) {
    throw toImageError(error, { connectMs, silenceMs, bytes: limits.fetchedBytes });
  } finally {
    await agent.destroy();
  }
}
