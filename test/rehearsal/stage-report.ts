import { print } from './print.ts';

/** One claim that a stage checked. */
export interface Finding {
  readonly claim: string;
  readonly holds: boolean;
  /** The measurement, or why the claim does not hold. */
  readonly detail: string;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a check without a measurement returns nothing.
type Measured = string | void;

/** Collects and prints the findings of a stage. */
export class StageReport {
  readonly findings: Finding[] = [];

  /** Records whether `claim` holds, that is, whether `work` returns without throwing. Never throws. */
  async check(claim: string, work: () => Measured | Promise<Measured>): Promise<void> {
    try {
      this.#record({ claim, holds: true, detail: (await work()) ?? '' });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#record({ claim, holds: false, detail });
    }
  }

  /** Records the error that ended the stage. */
  fail(error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#record({ claim: 'the stage runs to its end', holds: false, detail });
  }

  #record(finding: Finding): void {
    this.findings.push(finding);
    const { claim, holds, detail } = finding;
    print(`  ${holds ? 'ok    ' : 'FAILED'}  ${claim}${detail && (holds ? `: ${detail}` : '')}`);
    if (!holds) print(detail.replaceAll(/^/gm, '            '));
  }
}
