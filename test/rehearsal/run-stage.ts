import { NotRun } from './not-run.ts';
import { print } from './print.ts';
import type { Stage, StageContext } from './stage.ts';
import { type Finding, StageReport } from './stage-report.ts';

/** The result of a stage for one model. */
export interface Outcome {
  readonly stage: string;
  readonly model: string;
  readonly state: 'passed' | 'failed' | 'NOT RUN';
  /** Why the stage did not run, or which claims failed; empty if it passed. */
  readonly why: string;
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** Runs a stage and never throws. A stage without findings counts as failed. */
export async function runStage(
  stage: Stage,
  context: Omit<StageContext, 'report'>,
): Promise<Outcome> {
  const { model } = context.subject;
  print(`\n== ${stage.name}: ${stage.title} (${model})`);
  const started = performance.now();
  const report = new StageReport();
  const end = (state: Outcome['state'], why: string): Outcome => {
    const seconds = Math.round((performance.now() - started) / 1000);
    print(`  ${state}${why && `: ${why}`} (${seconds} s)`);
    return { stage: stage.name, model, state, why, seconds, findings: report.findings };
  };
  try {
    await stage.run({ ...context, report });
  } catch (error) {
    if (error instanceof NotRun) return end('NOT RUN', error.message);
    report.fail(error);
  }
  const failed = report.findings.filter(({ holds }) => !holds);
  if (failed.length > 0) return end('failed', failed.map(({ claim }) => claim).join('; '));
  return report.findings.length > 0 ? end('passed', '') : end('failed', 'it checked nothing');
}
