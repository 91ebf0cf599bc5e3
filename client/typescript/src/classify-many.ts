import { GlimpseError, invalidRequest } from './answers/glimpse-error.ts';
import { forEach } from './for-each.ts';
import type { Answer, CallOptions, ManyOptions, ManyResult, PictureSource } from './options.ts';
import { throwIfAborted } from './transport/timeout.ts';

type ClassifyOne = (picture: PictureSource, options: CallOptions) => Promise<Answer>;

const defaultParallel = 4;
const maxParallel = 100;

/**
 * Classifies many pictures; returns one result or error per picture, in order.
 *
 * @throws GlimpseError `ABORTED`, and whatever the source of the pictures or `onResult` throws.
 */
export async function classifyMany(
  classifyOne: ClassifyOne,
  pictures: Iterable<PictureSource> | AsyncIterable<PictureSource>,
  { parallel = defaultParallel, onResult, signal, ...options }: ManyOptions,
): Promise<ManyResult[]> {
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > maxParallel) {
    throw invalidRequest('parallel', `expected an integer from 1 to ${maxParallel}`);
  }
  const results: ManyResult[] = [];
  await forEach(pictures, { parallel, signal }, async (picture, index, ended) => {
    const result = await settle(classifyOne(picture, { ...options, signal: ended }));
    throwIfAborted(ended);
    results[index] = result;
    onResult?.(result, index);
  });
  return results;
}

async function settle(answer: Promise<Answer>): Promise<ManyResult> {
  try {
    return { ok: true, ...(await answer) };
  } catch (error) {
    if (error instanceof GlimpseError) return { ok: false, error };
    throw error;
  }
}
