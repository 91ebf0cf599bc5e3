import type { ModelInfo } from '../contract.ts';
import { memoizeAsync } from '../memoize-async.ts';

/** Bytes that every Glimpse accepts, wherever it runs; the limit in `model` is never smaller. */
export const minPictureLimit = 4_500_000;

/** Returns a function that reads the service's limit for a picture, in bytes, and remembers it. */
export function memoizeLimit(model: () => Promise<ModelInfo>): () => Promise<number> {
  return memoizeAsync(async () => (await model()).limits.pictureBytes);
}
