/**
 * The types that callers see, by the names that they get in the package. The generator prints each of
 * them, and takes its name wherever another one holds it.
 */
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { Failures as AllFailures } from '../../../functions/api/error-table.ts';
import type { AppRouter } from '../../../functions/api/router.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** Formats that are decoded. */
export type PictureFormat = Outputs['classify']['image']['format'];

/** Languages that class names may be had in. */
export type Language = Outputs['model']['languages'][number];

/** One class that the picture may show. */
export type Prediction = Outputs['classify']['predictions'][number];

/** What made the network say the best class. */
export type Explanation = NonNullable<Outputs['classify']['explanation']>;

/** What the service says of a picture. */
export type ServiceAnswer = Outputs['classify'];

/** What one request may ask for. */
export type Limits = Outputs['model']['limits'];

/** What is loaded, and the limits that apply here. */
export type ModelInfo = Outputs['model'];

/** A class of the model. */
export type Label = Outputs['labels'][number];

/** Every class, in the order of `index`. */
export type LabelList = Outputs['labels'];

/** Every code of the service. A newer service may send codes that are not among them. */
export type ErrorCode = keyof AllFailures;

/** Every code of the service with the type of its details. */
export type Failures = AllFailures;

/** What each code tells, one or the other. */
export type FailureDetails = AllFailures[keyof AllFailures];

/** An error as tRPC has it; `data` holds the code of the service and its details. */
export type TrpcErrorShape = AppRouter['_def']['_config']['$types']['errorShape'];

/** A picture as JSON carries it. */
export type PictureInput = Inputs['classify']['image'];

/** What became of one picture of a batch. */
export type BatchResult = Outputs['classifyBatch'][number];

/** What the procedure `classify` takes. */
export type ClassifyInput = Inputs['classify'];

/** What the procedure `classifyBatch` takes. */
export type ClassifyBatchInput = Inputs['classifyBatch'];

/** What the procedure `labels` takes. */
export type LabelsInput = NonNullable<Exclude<Inputs['labels'], void>>;

export type { AppRouter };
