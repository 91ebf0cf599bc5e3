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

type ClassifyRequest = ClassifyOptions & { image: Picture };
type BatchRequest = ClassifyOptions & { images: Picture[] };

/** The operations, on parsed input. tRPC, REST and the command line all call this. */
export interface Service {
  /** @throws ImageError or InferenceError */
  classify(input: ClassifyRequest, caller: Caller): Promise<Answer>;
  /** Returns one result or error per picture, in order: a bad picture does not affect others. */
  classifyBatch(input: BatchRequest, caller: Caller): Promise<BatchAnswer>;
  model(): Promise<ModelInfo>;
  /** @throws RequestError `INVALID_REQUEST` if the model has no labels in that language. */
  labels(input: LabelsInput): Promise<LabelList>;
}

export function createService(classifier: Classifier): Service {
  const classify = async (
    { image, ...options }: ClassifyRequest,
    caller: Caller,
  ): Promise<Answer> => {
    const { requestId, address, signal, logEntry } = caller;
    try {
      const answer = await classifier.classify(image, { ...options, caller: address, signal });
      logEntry?.pictureAnswered(answer);
      return { ...answer, requestId };
    } catch (error) {
      logEntry?.pictureFailed(error);
      throw error;
    }
  };
  const tryToClassify = async (
    input: ClassifyRequest,
    caller: Caller,
  ): Promise<BatchAnswer[number]> => {
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
