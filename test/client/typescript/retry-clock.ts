import type { GlimpseError } from '../../../client/typescript/src/answers/glimpse-error.ts';
import { assembleClient } from '../../../client/typescript/src/assemble.ts';
import type { Glimpse } from '../../../client/typescript/src/glimpse.ts';
import type { GlimpseOptions } from '../../../client/typescript/src/options.ts';

/** A client whose pauses take no time, with a fixed random number. */
export interface TimelessGlimpse {
  readonly glimpse: Glimpse;
  /** The length of each pause that it would have made, in milliseconds. */
  readonly pauses: number[];
}

export function createTimelessGlimpse(options: GlimpseOptions, random = 0.5): TimelessGlimpse {
  const pauses: number[] = [];
  const sleep = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
  return { glimpse: assembleClient(options, { sleep, random: () => random }), pauses };
}

/** Returns the error that a call throws. */
export async function catchError(call: Promise<unknown>): Promise<GlimpseError> {
  const answer = await call.catch((error: unknown) => ({ error }));
  if (typeof answer === 'object' && answer && 'error' in answer)
    return answer.error as GlimpseError;
  throw new Error(`There was an answer: ${JSON.stringify(answer)}`);
}
