/** The 97.5th percentile of the normal distribution: 95 % of it is between -z and z. */
const z = 1.959963984540054;

export interface Interval {
  /** Fractions, 0 to 1. */
  readonly low: number;
  readonly high: number;
}

/**
 * Computes the 95 % score interval of a fraction, Wilson's without continuity correction: unlike
 * the normal approximation it is valid near 0 and 1, and for few trials.
 * https://www.itl.nist.gov/div898/handbook/prc/section2/prc241.htm
 *
 * @param successes 0 to `trials`.
 * @param trials 1 or more.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  const share = successes / trials;
  const centre = share + z ** 2 / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
