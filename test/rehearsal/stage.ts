import type { Preparation } from './preparation.ts';
import type { StageReport } from './stage-report.ts';
import type { Subject } from './subject.ts';

/** What a stage gets to work with. */
export interface StageContext {
  readonly subject: Subject;
  readonly preparation: Preparation;
  readonly report: StageReport;
}

/** A part of the rehearsal, run once per model. */
export interface Stage {
  readonly name: string;
  /** What the stage does; printed as its heading. */
  readonly title: string;
  /** @throws NotRun if this machine cannot run the stage. */
  readonly run: (context: StageContext) => Promise<void>;
}
