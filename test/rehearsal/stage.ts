import type { Preparation } from './preparation.ts';
import type { Proof } from './proof.ts';
import type { Subject } from './subject.ts';

/** What a stage works with. */
export interface Stand {
  readonly subject: Subject;
  readonly preparation: Preparation;
  readonly proof: Proof;
}

/** A part of the rehearsal, run once for each model. */
export interface Stage {
  readonly name: string;
  /** What it does, for its heading. */
  readonly title: string;
  /** @throws NotRun where this machine cannot run it. */
  readonly run: (stand: Stand) => Promise<void>;
}
