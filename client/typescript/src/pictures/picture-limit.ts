import type { ModelInfo } from '../contract.ts';

/** Bytes of a picture that every Glimpse takes, wherever it runs; what `model` tells is never less. */
export const minPictureLimit = 4_500_000;

/** Bytes of a picture that a service takes: asked once, and again where asking failed. */
export function memoizeLimit(model: () => Promise<ModelInfo>): () => Promise<number> {
  let limit: Promise<number> | undefined;
  const askModel = async (): Promise<number> => {
    try {
      return (await model()).limits.pictureBytes;
    } catch (error) {
      limit = undefined;
      throw error;
    }
  };
  return () => {
    limit ??= askModel();
    return limit;
  };
}
