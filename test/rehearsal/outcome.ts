import { NotRun } from './not-run.ts';
import { type Finding, Proof } from './proof.ts';
import { say } from './say.ts';
import type { Stage, Stand } from './stage.ts';

/** How a stage ended for a model. */
export interface Outcome {
  readonly stage: string;
  readonly model: string;
  readonly state: 'passed' | 'failed' | 'NOT RUN';
  /** Why it was not run, or what failed. */
  readonly why: string;
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** Runs a stage; whatever happens is an outcome. One that has shown nothing has not passed. */
export async function outcomeOf(stage: Stage, stand: Omit<Stand, 'proof'>): Promise<Outcome> {
  const { model } = stand.subject;
  say(`\n== ${stage.name}: ${stage.title} (${model})`);
  const started = performance.now();
  const proof = new Proof();
  const end = (state: Outcome['state'], why: string): Outcome => {
    const seconds = Math.round((performance.now() - started) / 1000);
    say(`  ${state}${why && `: ${why}`} (${seconds} s)`);
    return { stage: stage.name, model, state, why, seconds, findings: proof.findings };
  };
  try {
    await stage.run({ ...stand, proof });
  } catch (error) {
    if (error instanceof NotRun) return end('NOT RUN', error.message);
    proof.broken(error);
  }
  const failed = proof.findings.filter(({ holds }) => !holds);
  if (failed.length > 0) return end('failed', failed.map(({ claim }) => claim).join('; '));
  return proof.findings.length > 0 ? end('passed', '') : end('failed', 'it has shown nothing');
}
