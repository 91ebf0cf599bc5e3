import * as z from 'zod';

const labelSchema = z.strictObject({
  /** WordNet 3.0 synset such as `n07920052`; null where classes are not WordNet's. */
  synset: z
    .string()
    .regex(/^n\d{8}$/)
    .nullable(),
  label: z.string().min(1),
  /** All words of the synset, the first one most common. */
  synonyms: z.array(z.string()).optional(),
  definition: z.string().optional(),
});

/** `labels.json`: one entry a class, in the order of the model's logits. */
export const labelsSchema = z.array(labelSchema).min(1);

export type Label = z.infer<typeof labelSchema>;
