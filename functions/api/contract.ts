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
  /** The class that it speaks of: the best one. */
  index: z.int(),
  /** Columns of the map. */
  width: z.int(),
  /** Rows of the map. */
  height: z.int(),
  /** Row by row: how much each place spoke for the class, negative where it spoke against it. */
  values: z.array(z.number()),
  /** The part of the upright picture that the network saw and the map covers, in its pixels. */
  region: z.object({ left: pixels, top: pixels, width: pixels, height: pixels }),
});

export const answerSchema = z.object({
  /** The best classes, best first. */
  predictions: z.array(
    z.object({
      /** From 1. */
      rank: z.int(),
      /** Of the class among all classes of the model, from 0. */
      index: z.int(),
      /** WordNet's id of the class, such as `n07920052`; null where the labels have none. */
      synset: z.string().nullable(),
      /** Name of the class. */
      label: z.string(),
      /** From 0 to 1: the softmax over all classes. */
      score,
    }),
  ),
  /** The picture that was classified. */
  image: z.object({
    format: z.enum(pictureFormats),
    /** Pixels, upright: after EXIF orientation. */
    width: z.int(),
    /** Pixels, upright: after EXIF orientation. */
    height: z.int(),
    bytes: z.int(),
  }),
  /** The model that answered. */
  model: z.object({ id: z.string(), precision: z.enum(['fp32', 'int8']), sha256: z.string() }),
  /** What the service spent on it, in milliseconds. */
  timing: z.object({
    /** Null where nothing had to be fetched. */
    fetchMs: milliseconds.nullable(),
    decodeMs: milliseconds,
    inferenceMs: milliseconds,
    totalMs: milliseconds,
  }),
  /** Whether this was the first picture since the service started. */
  coldStart: z.boolean(),
  /** To find the request in the service's log. */
  requestId: z.string(),
  /** There where it was asked for. */
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
  /** Of a picture that comes inside a request. */
  pictureBytes: bytes,
  /** Of a picture that the service fetches. */
  fetchedBytes: bytes,
  /** Of a whole request. */
  requestBytes: bytes,
  /** Before decoding, by what it costs to decode them. */
  pixels: z.object({ baselineJpeg: z.int(), avif: z.int(), other: z.int() }),
  /** Long side divided by short side. */
  aspectRatio: z.number(),
  /** Pictures in one `classifyBatch`. */
  batchPictures: z.int(),
  /** Classes in one answer. */
  topK: z.int(),
  /** Calls in one tRPC batch. */
  trpcCalls: z.int(),
  /** To a connection. */
  urlConnectMs: milliseconds,
  /** From start to last byte. */
  urlTotalMs: milliseconds,
});

/** What is loaded, and the limits that apply here. */
export const modelSchema = z.object({
  id: z.string(),
  title: z.string(),
  architecture: z.string(),
  precision: z.enum(['fp32', 'int8']),
  /** Of the model's file. */
  sha256: z.string(),
  /** Of the model's file. */
  bytes,
  /** How many classes it knows. */
  classes: z.int().min(1),
  /** Pixels: pictures are resized to `resize`, then the centre of `size` is cut out. */
  input: z.object({ size: z.int(), resize: z.int(), filter: z.enum(['bilinear', 'bicubic']) }),
  /** Languages that `labels` answers in. */
  languages: z.array(z.enum(languages)),
  /** Whether `explain` can be asked for. */
  explains: z.boolean(),
  /** `exact` where this processor would saturate 8-bit products; slower, the same answers. */
  kernels: z.enum(['default', 'exact']),
  /** Formats that are decoded. */
  formats: z.array(z.enum(pictureFormats)),
  limits: limitsSchema,
});

export const labelsSchema = z.array(
  z.object({
    /** From 0. */
    index: z.int().min(0),
    /** WordNet's id, such as `n07920052`; null where the labels have none. */
    synset: z.string().nullable(),
    label: z.string(),
    /** Other words for it. */
    synonyms: z.array(z.string()),
    /** One sentence; null where the labels have none. */
    definition: z.string().nullable(),
  }),
);

export type ClassifyOptions = z.infer<typeof optionsSchema>;
export type LabelsInput = z.infer<typeof labelsInput>;
export type Answer = z.infer<typeof answerSchema>;
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;
export type ModelInfo = z.infer<typeof modelSchema>;
export type LabelList = z.infer<typeof labelsSchema>;
