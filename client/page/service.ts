import { createGlimpse, type Glimpse, type ModelInfo } from '../typescript/src/index.ts';

/** A photograph of some megabytes takes a while on a telephone's connection. */
const timeoutMs = 90_000;
/** Attempts after the first: whoever looks at the page can ask again by hand. */
const retries = 2;

const glimpse = createGlimpse({ url: '/', timeoutMs, retries });
let model: Promise<ModelInfo> | undefined;

/** The service that this page came from. */
export const service: Pick<Glimpse, 'classify' | 'model' | 'labels'> = {
  classify: (picture, options) => glimpse.classify(picture, options),
  labels: (options) => glimpse.labels(options),
  /** Asked once; again where that failed. */
  model(options) {
    model ??= glimpse.model(options).catch((error: unknown) => {
      model = undefined;
      throw error;
    });
    return model;
  },
};
