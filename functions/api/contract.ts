import * as z from 'zod';
import { languages } from '../../models/format/manifest.ts';
import { commonLimits } from '../image/limits.ts';
import { pictureFormats } from '../image/sniff.ts';
import { errorCodes } from './error-table.ts';

/**
 * Where a picture comes from. `base64` is only typed here: it is decoded, and thereby checked, in
 * one go, because a regular expression over megabytes costs more than decoding them.
 */
export const pictureSchema = z.union(
  [
    z.strictObject({ base64: z.string().meta({ contentEncoding: 'base64' }) }),
    z.strictObject({ url: z.string().max(2048).describe('http or https, of a public host') }),
    z.strictObject({
      s3: z
        .strictObject({ bucket: z.string().min(3).max(63), key: z.string().min(1).max(1024) })
        .describe('an object of the one bucket that a deployment may read'),
    }),
  ],
  { error: 'expected { base64 }, { url } or { s3: { bucket, key } }' },
);

/** What may be asked of an answer. */
export const optionsSchema = z.strictObject({
  topK: z.int().min(1).max(commonLimits.topK).default(5).describe('how many classes at most'),
  minScore: z.number().min(0).max(1).default(0).describe('least score of a prediction'),
  explain: z.boolean().default(false).describe('add the class activation map of the best class'),
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
  index: z.int().min(0).describe('the class that it is about'),
  width: z.int().min(1),
  height: z.int().min(1),
  values: z.array(z.number()).describe('width x height numbers, row by row'),
  region: z
    .object({ left: pixels, top: pixels, width: pixels, height: pixels })
    .describe('the part of the upright picture that the map covers, in its pixels'),
});

export const answerSchema = z.object({
  predictions: z.array(
    z.object({
      rank: z.int().min(1),
      index: z.int().min(0).describe('position among the model’s classes'),
      synset: z.string().nullable().describe('WordNet 3.0; null where classes are not WordNet’s'),
      label: z.string(),
      score: score.describe('softmax over all classes'),
    }),
  ),
  image: z
    .object({
      format: z.enum(pictureFormats),
      width: z.int().min(1),
      height: z.int().min(1),
      bytes: z.int().min(1),
    })
    .describe('size in pixels after EXIF orientation; bytes as they came'),
  model: z.object({ id: z.string(), precision: z.enum(['fp32', 'int8']), sha256: z.string() }),
  timing: z.object({
    fetchMs: milliseconds.nullable().describe('null where nothing was fetched'),
    decodeMs: milliseconds,
    inferenceMs: milliseconds,
    totalMs: milliseconds,
  }),
  coldStart: z.boolean().describe('true for the first answer of a process'),
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
