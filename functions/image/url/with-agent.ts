import { Agent } from 'undici';
import type { Limits } from '../limits.ts';
import { createConnector } from './connector.ts';
import { toImageError } from './failure.ts';
import type { UrlPolicy } from './policy.ts';

export interface AgentOptions {
  /** Decides which addresses the agent may connect to. */
  readonly policy: UrlPolicy;
  readonly limits: Pick<Limits, 'fetchedBytes' | 'urlConnectMs' | 'urlTotalMs'>;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` with an agent for one picture only, so that no socket outlives the check of its address,
 * serves another caller, or is dead after a freeze, and that the signal can abort connecting. Reusing
 * connections to unknown servers would gain nothing.
 *
 * @throws ImageError with a code that starts with `URL_`, or the reason of the signal.
 */
export async function withAgent<T>(
  { policy, limits, signal }: AgentOptions,
  work: (agent: Agent) => Promise<T>,
): Promise<T> {
  const connectMs = limits.urlConnectMs;
  // Half of the total time, to give up on a silent server earlier.
  const silenceMs = Math.ceil(limits.urlTotalMs / 2);
  const agent = new Agent({
    connect: createConnector(policy, {
      timeoutMs: connectMs,
      maxBytes: limits.fetchedBytes,
      signal,
    }),
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
