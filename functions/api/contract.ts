import * as z from 'zod';
import { languages } from '../../models/format/languages.ts';
import { pictureFormats } from '../image/formats/sniff.ts';
import { commonLimits } from '../image/limits.ts';
import { errorCodes } from './error-table.ts';

const maxUrlLength = 2048;

/** A data: URL of any length is refused later, with its own code. */
function isUrlLength(url: string): boolean {
  return url.length <= maxUrlLength || /^\s*data:/i.test(url);
}

/**
 * Where a picture comes from. This schema does not check the alphabet of `base64`: decoding does,
 * because a regular expression over megabytes costs more than decoding them.
 */
export const pictureSchema = z.union(
  [
    z.strictObject({ base64: z.string().meta({ contentEncoding: 'base64' }) }),
    z.strictObject({
      url: z
        .string()
        .refine(isUrlLength, `expected at most ${maxUrlLength} characters`)
        .meta({ maxLength: maxUrlLength, description: 'http or https, on a public host' }),
    }),
    z.strictObject({
      s3: z
        .strictObject({ bucket: z.string().min(3).max(63), key: z.string().min(1).max(1024) })
        .describe('an object in the one bucket that the deployment may read'),
    }),
  ],
  { error: 'expected { base64 }, { url } or { s3: { bucket, key } }' },
);

/** Options of a classification. */
export const optionsSchema = z.strictObject({
  topK: z.int().min(1).max(commonLimits.topK).default(5).describe('maximum number of classes'),
  minScore: z.number().min(0).max(1).default(0).describe('minimum score of a prediction'),
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
  /** The class that the map belongs to: the best one. */
  index: z.int().min(0).describe('the class that the map belongs to'),
  /** Columns of the map. */
  width: z.int().min(1),
  /** Rows of the map. */
  height: z.int().min(1),
  /** Row by row: how much each cell supports the class; negative if it speaks against it. */
  values: z.array(z.number()).describe('width x height numbers, row by row'),
  /** The part of the upright picture that the network saw and the map covers, in pixels. */
  region: z
    .object({ left: pixels, top: pixels, width: pixels, height: pixels })
    .describe('the part of the upright picture that the map covers, in pixels'),
});

export const answerSchema = z.object({
  /** The best classes, best first. */
  predictions: z.array(
    z.object({
      /** From 1. */
      rank: z.int().min(1),
      /** Position among all classes of the model, from 0. */
      index: z.int().min(0).describe('position among the model’s classes'),
      /** WordNet 3.0 synset, such as `n07920052`; null if the labels have none. */
      synset: z
        .string()
        .nullable()
        .describe('WordNet 3.0; null if the classes are not from WordNet'),
      /** Name of the class. */
      label: z.string(),
      /** 0 to 1: softmax over all classes. */
      score: score.describe('softmax over all classes'),
    }),
  ),
  /** The picture that was classified; `bytes` is its size as received. */
  image: z
    .object({
      format: z.enum(pictureFormats),
      /** Pixels, after EXIF orientation. */
      width: z.int().min(1),
      /** Pixels, after EXIF orientation. */
      height: z.int().min(1),
      bytes: z.int().min(1),
    })
    .describe('size in pixels after EXIF orientation; bytes as received'),
  /** The model that answered. */
  model: z.object({ id: z.string(), precision: z.enum(['fp32', 'int8']), sha256: z.string() }),
  /** Time that the service spent, in milliseconds. */
  timing: z.object({
    /** Null if nothing was fetched. */
    fetchMs: milliseconds.nullable().describe('null if nothing was fetched'),
    decodeMs: milliseconds,
    inferenceMs: milliseconds,
    totalMs: milliseconds,
  }),
  /** Whether this is the first answer since the service started. */
  coldStart: z.boolean().describe('true for the first answer of a process'),
  /** Identifies the request in the service's log. */
  requestId: z.string(),
  /** Present if `explain` was set. */
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
  /** Bytes of a picture inside a request. */
  pictureBytes: bytes,
  /** Bytes of a picture that the service fetches. */
  fetchedBytes: bytes,
  /** Bytes of a whole request. */
  requestBytes: bytes,
  /** Pixels before decoding, by how expensive the format is to decode. */
  pixels: z.object({
    baselineJpeg: z.int(),
    /** 0 if the service does not decode HEIC. */
    heic: z.int(),
    /** With 8 bits per channel. */
    avif8Bit: z.int(),
    /** With 10 or 12 bits per channel. */
    avif: z.int(),
    other: z.int(),
  }),
  /** Long side divided by short side. */
  aspectRatio: z.number(),
  /** Pictures in one `classifyBatch`. */
  batchPictures: z.int(),
  /** Classes in one answer. */
  topK: z.int(),
  /** Calls in one tRPC batch. */
  trpcCalls: z.int(),
  /** Milliseconds to connect. */
  urlConnectMs: milliseconds,
  /** Milliseconds from start to last byte. */
  urlTotalMs: milliseconds,
});

/** The loaded model and the limits that apply here. */
export const modelSchema = z.object({
  id: z.string(),
  title: z.string(),
  architecture: z.string(),
  precision: z.enum(['fp32', 'int8']),
  /** Hash of the model's file. */
  sha256: z.string(),
  /** Size of the model's file. */
  bytes,
  /** Number of classes. */
  classes: z.int().min(1),
  /** Pixels: the short side is resized to `resize`, then the centre of `size` is cropped. */
  input: z.object({ size: z.int(), resize: z.int(), filter: z.enum(['bilinear', 'bicubic']) }),
  /** Languages of the class names. */
  languages: z.array(z.enum(languages)),
  /** Whether `explain` is available. */
  explains: z.boolean(),
  /** `exact` if this processor would saturate 8-bit products: the same answers, slower. */
  kernels: z.enum(['default', 'exact']),
  /** Formats that the service decodes. */
  formats: z.array(z.enum(pictureFormats)),
  limits: limitsSchema,
  /** Where pictures may come from, besides the request itself. */
  inputs: z.object({
    url: z.boolean(),
    /** The only hosts that URLs may name; null if every public host is allowed. */
    hosts: z.array(z.string()).nullable(),
    /** Whether the service reads objects of one bucket. */
    s3: z.boolean(),
  }),
});

export const labelsSchema = z.array(
  z.object({
    /** From 0. */
    index: z.int().min(0),
    /** WordNet 3.0 synset, such as `n07920052`; null if the labels have none. */
    synset: z.string().nullable(),
    label: z.string(),
    /** Other names. */
    synonyms: z.array(z.string()),
    /** One sentence; null if the labels have none. */
    definition: z.string().nullable(),
  }),
);

export type ClassifyOptions = z.infer<typeof optionsSchema>;
export type LabelsInput = z.infer<typeof labelsInput>;
export type Answer = z.infer<typeof answerSchema>;
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;
export type ModelInfo = z.infer<typeof modelSchema>;
export type LabelList = z.infer<typeof labelsSchema>;
