import {
  answerSchema,
  batchAnswerSchema,
  classifyBatchInput,
  classifyInput,
  labelsInput,
  labelsSchema,
  modelSchema,
} from './contract.ts';
import { trpc } from './trpc.ts';

const { procedure } = trpc;

/** The typed API. Classifying is a mutation because a picture does not fit into a URL. */
export const appRouter = trpc.router({
  /** Classifies one picture. */
  classify: procedure
    .input(classifyInput)
    .output(answerSchema)
    .mutation(({ input, ctx }) => ctx.service.classify(input, ctx)),
  /** Classifies 1 to 16 pictures in one request and returns one result or error for each. */
  classifyBatch: procedure
    .input(classifyBatchInput)
    .output(batchAnswerSchema)
    .mutation(({ input, ctx }) => ctx.service.classifyBatch(input, ctx)),
  /** Returns the loaded model and the limits that apply. */
  model: procedure.output(modelSchema).query(({ ctx }) => ctx.service.model()),
  /** Returns every class of the model. */
  labels: procedure
    .input(labelsInput)
    .output(labelsSchema)
    .query(({ input, ctx }) => ctx.service.labels(input)),
});

export type AppRouter = typeof appRouter;
