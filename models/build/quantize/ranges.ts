import * as z from 'zod';

/**
 * Least and greatest value of each tensor between layers, as calibration saw them. Zero is always
 * within: padding and ReLU need it exactly.
 */
export const rangesSchema = z.record(
  z.string(),
  z.tuple([z.number().max(0), z.number().min(0)]).readonly(),
);

export type Ranges = Readonly<z.infer<typeof rangesSchema>>;

export type Range = Ranges[string];
