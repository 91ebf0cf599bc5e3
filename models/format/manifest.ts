import * as z from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');
const fileName = z.string().regex(/^[\w-][\w.-]*$/, 'expected a plain file name');

/** What a model is called, on the command line and in file names. */
export const modelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'expected lower-case letters and digits');

/** Languages that class names can be had in. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
/** Those beside English, which every model has. */
export type OtherLanguage = Exclude<Language, 'en'>;

/** Sides of the square that a network may take, in pixels. */
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
 * A small picture with the logits that it gives. `pixels` is base64 of `side` x `side` RGB bytes,
 * spread to the input's size by nearest neighbour, which needs no decoder and no rounding.
 */
const checkSchema = z
  .strictObject({
    side: z.int().min(1).max(128),
    pixels: z.base64(),
    /** One a class. */
    logits: z.array(z.number()),
    /** Largest mean absolute difference of a logit that still counts as the same answer. */
    tolerance: z.number().positive(),
  })
  .refine(({ side, pixels }) => Buffer.from(pixels, 'base64').length === side * side * 3, {
    error: 'expected 3 bytes for each of side x side pixels',
    path: ['pixels'],
  });

/** `manifest.json`: what a model is, where it came from, and how to tell that it works here. */
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
    /** Name of the file that a user gave. */
    file: z.string().optional(),
    sha256,
    licence: z.string().min(1),
  }),
  /** Accuracy on ImageNet-1k's validation set in percent, as published, and by whom. */
  accuracy: z
    .strictObject({ top1: z.number(), top5: z.number().optional(), by: z.string().min(1) })
    .optional(),
  check: checkSchema,
  /** With the checkpoint, all that it takes to make the same bytes again. */
  calibration: z
    .strictObject({ method: z.string(), pictures: z.int().positive(), file: fileName.optional() })
    .optional(),
  /** How the int8 model answers beside the float32 network that it was made from. */
  agreement: z
    .strictObject({
      /** Share of pictures with the same best class, 0 to 1. */
      top1: z.number().min(0).max(1),
      /** Mean absolute shift of a logit. */
      logitShift: z.number().min(0),
      /** Views of pictures that calibration did not see. */
      pictures: z.int().positive(),
    })
    .optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ModelInput = Manifest['input'];
