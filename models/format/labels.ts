import * as z from 'zod';

const labelSchema = z.strictObject({
  /** WordNet 3.0 synset such as `n07920052`; null if the classes are not WordNet's. */
  synset: z
    .string()
    .regex(/^n\d{8}$/)
    .nullable(),
  label: z.string().min(1),
  /** All names of the class, most common first: the words of its synset. */
  synonyms: z.array(z.string()).optional(),
  definition: z.string().optional(),
});

/** `labels.json`: one entry per class, in the order of the model's logits. */
export const labelsSchema = z.array(labelSchema).min(1);

/**
 * `labels.zh.json`: names of the same classes in another language, in the same order. There
 * are no definitions: WordNet's are in English only.
 */
export const translationSchema = z.array(labelSchema.omit({ definition: true })).min(1);

export type Label = z.infer<typeof labelSchema>;
export type TranslatedLabel = Omit<Label, 'definition'>;
