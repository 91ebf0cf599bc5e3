import { billedResources } from '../../constructs/billed-resources.ts';
import { readDeploymentSettings } from '../../settings.ts';
import type { Month } from './price.ts';

/** The months that are priced. */
export const defaultPictures: readonly number[] = [10_000, 1_000_000, 100_000_000];

/** A month of which nothing was measured yet. `npm run price -- --help` changes each of these. */
export const defaultMonth: Omit<Month, 'pictures'> = {
  memory: readDeploymentSettings({}).memory,
  /** An assumption, four times what the networks take on one x64 thread: measure yours. */
  ms: 40,
  startMs: 1500,
  /** Of all calls "typically under 1 %": https://aws.amazon.com/blogs/compute/operating-lambda-performance-optimization-part-1/ */
  starts: 0.01,
  /** As measured: a line of 531 bytes with the metrics in it, for one picture. */
  logBytes: 550,
  answerBytes: 1500,
  billedResources,
};
