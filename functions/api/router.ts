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

/** The typed API. Classifying is a mutation because it carries a picture, which no URL holds. */
export const appRouter = trpc.router({
  /** What is in one picture. */
  classify: procedure
    .input(classifyInput)
    .output(answerSchema)
    .mutation(({ input, ctx }) => ctx.service.classify(input, ctx)),
  /** 1 to 16 pictures in one request, one result or error for each. */
  classifyBatch: procedure
    .input(classifyBatchInput)
    .output(batchAnswerSchema)
    .mutation(({ input, ctx }) => ctx.service.classifyBatch(input, ctx)),
  /** What is loaded, and the limits that apply. */
  model: procedure.output(modelSchema).query(({ ctx }) => ctx.service.model()),
  /** Every class of the model. */
  labels: procedure
    .input(labelsInput)
    .output(labelsSchema)
    .query(({ input, ctx }) => ctx.service.labels(input)),
});

export type AppRouter = typeof appRouter;
