import { assembleClient } from './assemble.ts';
import type { Glimpse } from './glimpse.ts';
import type { GlimpseOptions } from './options.ts';
import { sleep } from './transport/retry.ts';

/**
 * Creates a client. Sends nothing before the first call.
 *
 * @throws GlimpseError `INVALID_REQUEST` if an option is invalid.
 */
export function createGlimpse(options: GlimpseOptions): Glimpse {
  return assembleClient(options, { sleep, random: Math.random });
}
