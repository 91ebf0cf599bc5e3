import { billedResources } from '../../constructs/billed-resources.ts';
import { readDeploymentSettings } from '../../settings.ts';
import type { Month } from './price.ts';

/** Pictures per month, one priced month each. */
export const defaultPictures: readonly number[] = [10_000, 1_000_000, 100_000_000];

/** Assumptions for a month, before anything is measured. `npm run price -- --help` lists a flag for each value. */
export const defaultMonth: Omit<Month, 'pictures'> = {
  memory: readDeploymentSettings({}).memory,
  /** An assumption: four times what the networks need on one x64 thread. Measure yours. */
  ms: 40,
  startMs: 1500,
  /** Cold starts are "typically under 1 %" of all calls: https://aws.amazon.com/blogs/compute/operating-lambda-performance-optimization-part-1/ */
  starts: 0.01,
  /** Measured: one line of 531 bytes per picture, metrics included. */
  logBytes: 550,
  answerBytes: 1500,
  billedResources,
};
