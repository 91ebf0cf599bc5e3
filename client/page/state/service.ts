import type { LabelList } from '../../../functions/api/contract.ts';
import { createGlimpse, type Glimpse, type ModelInfo } from '../../typescript/src/index.ts';
import { memoizeAsync } from '../../typescript/src/memoize-async.ts';

/** A photograph of several megabytes takes a while on a phone's connection. */
const timeoutMs = 90_000;
/** Attempts after the first; the user can also retry by hand. */
const retries = 2;

const glimpse = createGlimpse({ url: '/', timeoutMs, retries });
const memoizeModel = () => memoizeAsync(() => glimpse.model());
let loadModel = memoizeModel();

/** The service that this page came from. Its model may change while the page is open. */
export const service: Pick<Glimpse, 'classify'> & {
  model(): Promise<ModelInfo>;
  labels(lang: 'en' | 'zh'): Promise<{ readonly labels: LabelList; readonly sha256: string }>;
} = {
  async classify(picture, options) {
    const answer = await glimpse.classify(picture, options);
    const known = await loadModel().catch(() => undefined);
    if (known?.sha256 !== answer.model.sha256) loadModel = memoizeModel();
    return answer;
  },
  /** Loads the model's description once; again after a failure, or if another model answered. */
  model: () => loadModel(),
  /** Returns labels with the hash of their model, which is loaded again: labels do not contain it. */
  async labels(lang) {
    const labels = await glimpse.labels({ lang });
    loadModel = memoizeModel();
    const { sha256 } = await service.model();
    return { labels, sha256 };
  },
};
