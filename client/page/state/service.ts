import type { LabelList } from '../../../functions/api/contract.ts';
import { createGlimpse, type Glimpse, type ModelInfo } from '../../typescript/src/index.ts';

/** A photograph of some megabytes takes a while on a telephone's connection. */
const timeoutMs = 90_000;
/** Attempts after the first: whoever looks at the page can ask again by hand. */
const retries = 2;

const glimpse = createGlimpse({ url: '/', timeoutMs, retries });
let model: Promise<ModelInfo> | undefined;

/** The service that this page came from; it may have another model than when the page was loaded. */
export const service: Pick<Glimpse, 'classify'> & {
  model(): Promise<ModelInfo>;
  labels(lang: 'en' | 'zh'): Promise<{ readonly labels: LabelList; readonly sha256: string }>;
} = {
  async classify(picture, options) {
    const answer = await glimpse.classify(picture, options);
    const known = await model?.catch(() => undefined);
    if (known?.sha256 !== answer.model.sha256) model = undefined;
    return answer;
  },
  /** Asked once; again where that failed, and where another model has answered. */
  model() {
    model ??= glimpse.model().catch((error: unknown) => {
      model = undefined;
      throw error;
    });
    return model;
  },
  /** With the model that they are of, which the labels themselves do not tell: it is asked anew. */
  async labels(lang) {
    const labels = await glimpse.labels({ lang });
    model = undefined;
    const { sha256 } = await service.model();
    return { labels, sha256 };
  },
};
