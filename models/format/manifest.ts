import * as z from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');
const fileName = z.string().regex(/^[\w-][\w.-]*$/, 'expected a plain file name');

/** Name of a model, on the command line and in file names. */
export const modelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'expected lower-case letters and digits');

/** Range of the side of a network's square input, in pixels. */
export const inputSides = { min: 16, max: 1024 } as const;

/** How a picture becomes the square that the network sees: TorchVision's Resize and CenterCrop. */
const inputSchema = z
  .strictObject({
    /** Side of the square in pixels. */
    size: z.int().min(inputSides.min).max(inputSides.max),
    /** The short side is resized to this many pixels, then the centre is cropped. */
    resize: z.int().min(16).max(2048),
    filter: z.enum(['bilinear', 'bicubic']),
  })
  .refine(({ size, resize }) => resize >= size, 'resize is smaller than size');

/**
 * A small picture and the logits that the model outputs for it. `pixels` is base64 of `side` x `side`
 * RGB pixels, 3 bytes each. They are scaled to the input size by nearest neighbour, so that neither
 * decoding nor rounding matters.
 */
const checkSchema = z
  .strictObject({
    side: z.int().min(1).max(128),
    pixels: z.base64(),
    /** One per class. */
    logits: z.array(z.number()),
    /** Largest mean absolute difference per logit that still passes the check. */
    tolerance: z.number().positive(),
  })
  .refine(({ side, pixels }) => Buffer.from(pixels, 'base64').length === side * side * 3, {
    error: 'expected 3 bytes for each of side x side pixels',
    path: ['pixels'],
  });

/**
 * `manifest.json`: describes a model, its origin, and how to check that it works on this machine.
 */
export const manifestSchema = z.strictObject({
  id: modelName,
  title: z.string().min(1),
  architecture: z.string().min(1),
  precision: z.enum(['fp32', 'int8']),
  file: fileName,
  sha256,
  bytes: z.int().positive(),
  input: inputSchema,
  classes: z.int().min(1).max(100_000),
  labels: z.strictObject({ en: fileName, zh: fileName.optional() }),
  licence: fileName,
  source: z.strictObject({
    url: z.url().optional(),
    package: z.string().optional(),
    /** Name of the file that the user added. */
    file: z.string().optional(),
    sha256,
    licence: z.string().min(1),
  }),
  /** Accuracy on ImageNet-1k's validation set in percent, as published, and by whom. */
  accuracy: z
    .strictObject({ top1: z.number(), top5: z.number().optional(), by: z.string().min(1) })
    .optional(),
  check: checkSchema,
  /** Together with the checkpoint, enough to reproduce the model file byte for byte. */
  calibration: z
    .strictObject({ method: z.string(), pictures: z.int().positive(), file: fileName.optional() })
    .optional(),
  /** Comparison of the int8 model with the float32 network it was quantised from. */
  agreement: z
    .strictObject({
      /** Fraction of pictures with the same best class, 0 to 1. */
      top1: z.number().min(0).max(1),
      /** Mean absolute difference of a logit. */
      logitShift: z.number().min(0),
      /** Number of views compared; calibration saw none of them. */
      pictures: z.int().positive(),
    })
    .optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ModelInput = Manifest['input'];
