import { duration } from './duration.ts';

const barWidth = 30;

/** A line on stderr that says how far many pictures are. */
export interface Progress {
  /** Counts one more as done. */
  step(): void;
  /** Takes the line away. */
  clear(): void;
}

/**
 * Shown on a terminal only: a log file has no use for it.
 *
 * @param now Milliseconds since any moment.
 */
export function createProgress(
  total: number,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  if (!stream.isTTY || total < 2) return { step: () => {}, clear: () => {} };
  const started = now();
  let done = 0;
  const clear = (): void => {
    stream.write('\r\u001b[K');
  };
  return {
    step: () => {
      done += 1;
      const filled = Math.round((done / total) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      const rate = done / ((now() - started) / 1000);
      const left = duration((total - done) / rate);
      clear();
      stream.write(`${bar} ${done}/${total}  ${rate.toFixed(1)}/s  ${left} left`);
    },
    clear,
  };
}
