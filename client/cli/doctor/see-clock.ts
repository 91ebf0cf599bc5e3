import type { Endpoint } from '../endpoint/endpoint.ts';
import { sendOnce } from '../endpoint/send-once.ts';
import type { Seen } from './finding.ts';

/**
 * Signatures older than this are refused:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
const mostSeconds = 300;

/** How far this clock is from the endpoint's, by the date of any answer. */
export async function seeClock({ url, fetch, demand }: Endpoint): Promise<Seen> {
  const before = Date.now();
  const { headers } = await demand(sendOnce(fetch, new URL('health', url)));
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return { found: 'the endpoint tells no time' };
  // The answer was dated somewhere between; whole seconds are told.
  const seconds = Math.round((date - (before + Date.now()) / 2) / 1000);
  const found = `${Math.abs(seconds)} s ${seconds < 0 ? 'ahead of' : 'behind'} the endpoint`;
  if (Math.abs(seconds) < mostSeconds) return { found: Math.abs(seconds) < 3 ? 'right' : found };
  return { found, advice: 'set the clock of this machine: signatures are refused' };
}
