import { duration } from './format.ts';

const maxBarWidth = 30;
const minBarWidth = 4;
/** Milliseconds between two drawings. */
const interval = 100;

/** Progress of a run over many pictures, shown on one line of stderr. */
export interface Progress {
  /** Counts one more as done. */
  step(): void;
  /** Removes the line. */
  clear(): void;
}

type TerminalStream = Pick<NodeJS.WriteStream, 'isTTY' | 'write'> & { readonly columns?: number };

/**
 * Creates a progress line. It is shown on terminals only, not in log files, and not for a single
 * picture.
 *
 * @param now Returns milliseconds since any fixed moment.
 */
export function createProgress(
  total: number,
  stream: TerminalStream = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  if (!stream.isTTY || total < 2) return { step: () => {}, clear: () => {} };
  const started = now();
  let done = 0;
  let drawn: number | undefined;
  const clear = (): void => {
    if (drawn !== undefined) stream.write('\r\u001b[K');
    drawn = undefined;
  };
  return {
    step: () => {
      done += 1;
      const time = now();
      if (drawn !== undefined && time - drawn < interval && done < total) return;
      clear();
      stream.write(render({ done, total, seconds: (time - started) / 1000 }, stream.columns));
      drawn = time;
    },
    clear,
  };
}

interface State {
  readonly done: number;
  readonly total: number;
  readonly seconds: number;
}

function render({ done, total, seconds }: State, columns = 80): string {
  const rate = done / seconds;
  const text = ` ${done}/${total}  ${rate.toFixed(1)}/s  ${duration((total - done) / rate)} left`;
  const width = Math.min(maxBarWidth, columns - 1 - text.length);
  if (width < minBarWidth) return text.trimStart().slice(0, columns - 1);
  const filled = Math.round((done / total) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled) + text;
}

/** Writes one line per step with its duration to stderr, and a bar while a long step runs. */
export const terminalSteps = {
  run: async <T>(title: string, work: (count: () => void) => Promise<T>, total = 0): Promise<T> => {
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
  say: (sentence: string): void => void process.stderr.write(`          ${sentence}\n`),
};
