import { assembleClient } from './assemble.ts';
import type { Glimpse } from './glimpse.ts';
import type { GlimpseOptions } from './options.ts';
import { sleep } from './transport/retry.ts';

/**
 * Makes a client; nothing is sent before the first call.
 *
 * @throws GlimpseError `INVALID_REQUEST` for options that cannot work.
 */
export function createGlimpse(options: GlimpseOptions): Glimpse {
  return assembleClient(options, { sleep, random: Math.random });
}
