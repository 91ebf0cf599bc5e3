import { say } from './say.ts';

/** One thing that a stage shows. */
export interface Finding {
  readonly claim: string;
  readonly holds: boolean;
  /** What was measured, or why it does not hold. */
  readonly detail: string;
}

// biome-ignore lint/suspicious/noConfusingVoidType: work that measures nothing returns nothing.
type Measured = string | void;

/** Collects what a stage shows, and writes each finding as it is made. */
export class Proof {
  readonly findings: Finding[] = [];

  /** Records whether `claim` holds: whether `work` throws. The stage goes on either way. */
  async that(claim: string, work: () => Measured | Promise<Measured>): Promise<void> {
    try {
      this.#record({ claim, holds: true, detail: (await work()) ?? '' });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#record({ claim, holds: false, detail });
    }
  }

  /** Records what ended the stage. */
  broken(error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#record({ claim: 'the stage comes to its end', holds: false, detail });
  }

  #record(finding: Finding): void {
    this.findings.push(finding);
    const { claim, holds, detail } = finding;
    say(`  ${holds ? 'ok    ' : 'FAILED'}  ${claim}${detail && (holds ? `: ${detail}` : '')}`);
    if (!holds) say(detail.replaceAll(/^/gm, '            '));
  }
}
