import type { StartAttempt } from '../inference/classifier.ts';
import { InferenceError } from '../inference/inference-error.ts';
import type { Log } from './log.ts';

/**
 * Logs each attempt to start the model. The time of the first attempt counts from the start of the
 * process, because a new environment also spends time on loading code and native libraries.
 */
export function logStarts(log: Log): (attempt: StartAttempt) => void {
  let from: 'process' | 'attempt' = 'process';
  return ({ ms, outcome }) => {
    const startMs = from === 'process' ? Math.round(performance.now()) : Math.round(ms);
    from = 'attempt';
    if (outcome instanceof InferenceError) {
      const { code, cause } = outcome;
      log.error({ code, ms: startMs, err: cause }, 'the model did not start', { FailedStarts: 1 });
      return;
    }
    const { manifest, kernels } = outcome;
    const { id, precision } = manifest;
    const fields = { model: id, precision, kernels, ms: startMs };
    log.info(fields, 'the model has started', { StartMs: startMs });
  };
}
