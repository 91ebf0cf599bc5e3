import type { GlimpseError } from '../../../client/typescript/src/answers/glimpse-error.ts';
import { assembleClient } from '../../../client/typescript/src/assemble.ts';
import type { Glimpse } from '../../../client/typescript/src/glimpse.ts';
import type { GlimpseOptions } from '../../../client/typescript/src/options.ts';

/** A client that pauses for no time at all, and always by the same chance. */
export interface TimelessGlimpse {
  readonly glimpse: Glimpse;
  /** Milliseconds of each pause that it would have made. */
  readonly pauses: number[];
}

export function timelessGlimpse(options: GlimpseOptions, random = 0.5): TimelessGlimpse {
  const pauses: number[] = [];
  const sleep = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
  return { glimpse: assembleClient(options, { sleep, random: () => random }), pauses };
}

/** What a call throws. */
export async function errorOf(call: Promise<unknown>): Promise<GlimpseError> {
  const answer = await call.catch((error: unknown) => ({ error }));
  if (typeof answer === 'object' && answer && 'error' in answer)
    return answer.error as GlimpseError;
  throw new Error(`There was an answer: ${JSON.stringify(answer)}`);
}
