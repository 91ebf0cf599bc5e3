import * as z from 'zod';
import { languages } from '../../models/format/manifest.ts';
import { commonLimits } from '../image/limits.ts';
import { pictureFormats } from '../image/sniff.ts';
import { errorCodes } from './error-table.ts';

/**
 * Where a picture comes from. `base64` is only typed here: it is decoded, and thereby checked, in
 * one go, because a regular expression over megabytes costs more than decoding them.
 */
const pictureSchema = z.union(
  [
    z.strictObject({ base64: z.string() }),
    z.strictObject({ url: z.string().max(2048) }),
    z.strictObject({
      s3: z.strictObject({ bucket: z.string().min(3).max(63), key: z.string().min(1).max(1024) }),
    }),
  ],
  { error: 'expected { base64 }, { url } or { s3: { bucket, key } }' },
);

/** What may be asked of an answer. */
export const optionsSchema = z.strictObject({
  /** How many classes at most. */
  topK: z.int().min(1).max(commonLimits.topK).default(5),
  /** Least score of a prediction. */
  minScore: z.number().min(0).max(1).default(0),
  /** Add the class activation map of the best class. */
  explain: z.boolean().default(false),
});

export const classifyInput = z.strictObject({ image: pictureSchema, ...optionsSchema.shape });

export const classifyBatchInput = z.strictObject({
  images: z.array(pictureSchema).min(1).max(commonLimits.batchPictures),
  ...optionsSchema.shape,
});

export const labelsInput = z.strictObject({ lang: z.enum(languages).default('en') }).prefault({});

const milliseconds = z.number().min(0);
const pixels = z.number();
const score = z.number().min(0).max(1);

const explanationSchema = z.object({
  index: z.int(),
  width: z.int(),
  height: z.int(),
  values: z.array(z.number()),
  region: z.object({ left: pixels, top: pixels, width: pixels, height: pixels }),
});

export const answerSchema = z.object({
  predictions: z.array(
    z.object({
      rank: z.int(),
      index: z.int(),
      synset: z.string().nullable(),
      label: z.string(),
      score,
    }),
  ),
  image: z.object({
    format: z.enum(pictureFormats),
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
  }),
  model: z.object({ id: z.string(), precision: z.enum(['fp32', 'int8']), sha256: z.string() }),
  timing: z.object({
    fetchMs: milliseconds.nullable(),
    decodeMs: milliseconds,
    inferenceMs: milliseconds,
    totalMs: milliseconds,
  }),
  coldStart: z.boolean(),
  requestId: z.string(),
  explanation: explanationSchema.optional(),
});

const failureSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export const batchAnswerSchema = z.array(
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), ...answerSchema.shape }),
    z.object({ ok: z.literal(false), error: failureSchema }),
  ]),
);

const bytes = z.int().min(1);

const limitsSchema = z.object({
  pictureBytes: bytes,
  fetchedBytes: bytes,
  requestBytes: bytes,
  pixels: z.object({ baselineJpeg: z.int(), avif: z.int(), other: z.int() }),
  aspectRatio: z.number(),
  batchPictures: z.int(),
  topK: z.int(),
  trpcCalls: z.int(),
  urlConnectMs: milliseconds,
  urlTotalMs: milliseconds,
});

/** What is loaded, and the limits that apply here. */
export const modelSchema = z.object({
  id: z.string(),
  title: z.string(),
  architecture: z.string(),
  precision: z.enum(['fp32', 'int8']),
  sha256: z.string(),
  bytes,
  classes: z.int().min(1),
  input: z.object({ size: z.int(), resize: z.int(), filter: z.enum(['bilinear', 'bicubic']) }),
  /** Languages that `labels` answers in. */
  languages: z.array(z.enum(languages)),
  /** Whether `explain` can be asked for. */
  explains: z.boolean(),
  /** `exact` where this processor would saturate 8-bit products; slower, the same answers. */
  kernels: z.enum(['default', 'exact']),
  formats: z.array(z.enum(pictureFormats)),
  limits: limitsSchema,
  /** Which pictures are taken besides those that come inside a request. */
  inputs: z.object({
    url: z.boolean(),
    /** The only hosts that URLs may name; null where every public host may be. */
    hosts: z.array(z.string()).nullable(),
    /** Whether objects of one bucket are read. */
    s3: z.boolean(),
  }),
});

export const labelsSchema = z.array(
  z.object({
    index: z.int().min(0),
    synset: z.string().nullable(),
    label: z.string(),
    synonyms: z.array(z.string()),
    definition: z.string().nullable(),
  }),
);

export type ClassifyOptions = z.infer<typeof optionsSchema>;
export type LabelsInput = z.infer<typeof labelsInput>;
export type Answer = z.infer<typeof answerSchema>;
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;
export type ModelInfo = z.infer<typeof modelSchema>;
export type LabelList = z.infer<typeof labelsSchema>;
