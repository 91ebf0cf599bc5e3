import type { Picture } from '../image/read-picture.ts';
import type { Classifier } from '../inference/classifier.ts';
import { mapInOrder } from '../shared/map-in-order.ts';
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

/** Pictures of one batch at once: as many as are fetched. More could fill the queue of their caller. */
const picturesAtOnce = 8;

export function createService(classifier: Classifier): Service {
  const attempt = async (request: ClassifyRequest, caller: Caller): Promise<Outcome> => {
    const { image, ...options } = request;
    const { requestId, address, signal } = caller;
    try {
      const answer = await classifier.classify(image, { ...options, caller: address, signal });
      return { answer: { ...answer, requestId } };
    } catch (error) {
      return { error };
    }
  };
  return {
    classify: async (request, caller) => {
      const outcome = await attempt(request, caller);
      logOutcome(outcome, caller);
      if ('error' in outcome) throw outcome.error;
      return outcome.answer;
    },
    classifyBatch: async ({ images, ...options }, caller) => {
      const results: BatchAnswer = [];
      const attemptOne = (image: Picture) => attempt({ image, ...options }, caller);
      // The log has the pictures in their order, whichever is answered first.
      for await (const outcome of mapInOrder(images, attemptOne, picturesAtOnce)) {
        logOutcome(outcome, caller);
        results.push(
          'error' in outcome
            ? { ok: false, error: toFailure(outcome.error) }
            : { ok: true, ...outcome.answer },
        );
      }
      return results;
    },
    model: async () => describeModel(await classifier.start(), classifier),
    labels: async ({ lang }) => listLabels(await classifier.start(), lang),
  };
}

type Outcome = { readonly answer: Answer } | { readonly error: unknown };

function logOutcome(outcome: Outcome, { logEntry }: Caller): void {
  if ('error' in outcome) logEntry?.pictureFailed(outcome.error);
  else logEntry?.pictureAnswered(outcome.answer);
}
