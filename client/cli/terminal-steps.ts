import type { Steps } from '../../models/build/steps.ts';
import { createProgress } from './progress.ts';

/** Writes each step with its time on a line of stderr, and a bar while a long one goes on. */
export const terminalSteps: Steps = {
  run: async (title, work, total = 0) => {
    const started = performance.now();
    const progress = createProgress(total);
    try {
      const result = await work(() => progress.step());
      progress.clear();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stderr.write(`${seconds.padStart(6)} s  ${title}\n`);
      return result;
    } catch (error) {
      progress.clear();
      throw error;
    }
  },
  say: (sentence) => void process.stderr.write(`          ${sentence}\n`),
};
