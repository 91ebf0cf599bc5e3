/**
 * The types that callers see, under their names in the package. The generator prints each of them,
 * and refers to it by name wherever another type contains it.
 */
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { Failures as AllFailures, errorTable } from '../../../functions/api/error-table.ts';
import type { AppRouter } from '../../../functions/api/router.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** Formats that the service decodes. */
export type PictureFormat = Outputs['classify']['image']['format'];

/** Languages of class names. */
export type Language = Outputs['model']['languages'][number];

/** One class that the picture may show, with its score. */
export type Prediction = Outputs['classify']['predictions'][number];

/** The class activation map of the best class. */
export type Explanation = NonNullable<Outputs['classify']['explanation']>;

/** The answer of the service for one picture. */
export type ServiceAnswer = Outputs['classify'];

/** Limits of one request. */
export type Limits = Outputs['model']['limits'];

/** The loaded model and the limits of the service. */
export type ModelInfo = Outputs['model'];

/** One class of the model. */
export type Label = Outputs['labels'][number];

/** Every class, in the order of `index`. */
export type LabelList = Outputs['labels'];

/** Every error code of the service. A newer service may send others. */
export type ErrorCode = keyof AllFailures;

/** Every error code of the service with the type of its details. */
export type Failures = AllFailures;

/** The details of any error code. */
export type FailureDetails = AllFailures[keyof AllFailures];

/** An error in tRPC's shape; `data` holds the service's code and its details. */
export type TrpcErrorShape = AppRouter['_def']['_config']['$types']['errorShape'];

/** A picture as JSON. */
export type PictureInput = Inputs['classify']['image'];

/** The result for one picture of a batch. */
export type BatchResult = Outputs['classifyBatch'][number];

/** Input of the procedure `classify`. */
export type ClassifyInput = Inputs['classify'];

/** Input of the procedure `classifyBatch`. */
export type ClassifyBatchInput = Inputs['classifyBatch'];

/** Input of the procedure `labels`. */
export type LabelsInput = NonNullable<Exclude<Inputs['labels'], void>>;

/** For each code, whether a retry may help; the generator writes it as a constant. */
export type ErrorRetries = {
  [Code in keyof typeof errorTable]: (typeof errorTable)[Code]['retry'];
};

export type { AppRouter };
