import type { Picture } from '../image/read-picture.ts';
import type { Classifier } from '../inference/classifier.ts';
import type { Caller } from './caller.ts';
import type {
  Answer,
  BatchAnswer,
  ClassifyOptions,
  LabelList,
  LabelsInput,
  ModelInfo,
} from './contract.ts';
import { describeModel } from './describe-model.ts';
import { toFailure } from './failure.ts';
import { listLabels } from './list-labels.ts';

type One = ClassifyOptions & { image: Picture };
type Many = ClassifyOptions & { images: Picture[] };

/** What can be asked, on parsed input. Every way in (tRPC, REST, command line) ends here. */
export interface Service {
  /** @throws ImageError or InferenceError */
  classify(input: One, caller: Caller): Promise<Answer>;
  /** One result or error for each picture, in their order; one bad picture spoils no other. */
  classifyBatch(input: Many, caller: Caller): Promise<BatchAnswer>;
  model(): Promise<ModelInfo>;
  /** @throws RequestError `INVALID_REQUEST` where the model has no labels in that language. */
  labels(input: LabelsInput): Promise<LabelList>;
}

export function createService(classifier: Classifier): Service {
  const classify = async ({ image, ...options }: One, caller: Caller): Promise<Answer> => {
    const { requestId, signal, logEntry } = caller;
    try {
      const answer = await classifier.classify(image, { ...options, signal });
      logEntry?.pictureAnswered(answer);
      return { ...answer, requestId };
    } catch (error) {
      logEntry?.pictureFailed(error);
      throw error;
    }
  };
  const tryToClassify = async (input: One, caller: Caller): Promise<BatchAnswer[number]> => {
    try {
      return { ok: true, ...(await classify(input, caller)) };
    } catch (error) {
      return { ok: false, error: toFailure(error) };
    }
  };
  return {
    classify,
    classifyBatch: async ({ images, ...options }, caller) => {
      const results: BatchAnswer = [];
      for (const image of images) results.push(await tryToClassify({ image, ...options }, caller));
      return results;
    },
    model: async () => describeModel(await classifier.start(), classifier),
    labels: async ({ lang }) => listLabels(await classifier.start(), lang),
  };
}
