import type { units } from '../report/document.ts';

/** What is measured. */
export interface Scenario {
  /** Such as `rest/small`: the last part tells the scenarios of one table apart. */
  readonly name: string;
  readonly unit: (typeof units)[number];
}
