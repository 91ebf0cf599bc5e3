import * as z from 'zod';

const statisticsSchema = z.strictObject({
  /** Minimum and maximum. The range includes zero: padding and ReLU need it exactly. */
  range: z.tuple([z.number().max(0), z.number().min(0)]).readonly(),
  /** Mean of each channel. */
  mean: z.array(z.number()).readonly(),
});

/** Statistics of each tensor between layers, by name. */
export const calibrationSchema = z.record(z.string(), statisticsSchema.readonly()).readonly();

export type Calibration = z.infer<typeof calibrationSchema>;

export type Statistics = z.infer<typeof statisticsSchema>;
