import { duration } from './duration.ts';

const widestBar = 30;
const narrowestBar = 4;
/** Milliseconds between two drawings. */
const interval = 100;

/** A line on stderr that says how far many pictures are. */
export interface Progress {
  /** Counts one more as done. */
  step(): void;
  /** Takes the line away. */
  clear(): void;
}

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'> & { readonly columns?: number };

/**
 * Shown on a terminal only: a log file has no use for it.
 *
 * @param now Milliseconds since any moment.
 */
export function createProgress(
  total: number,
  stream: Terminal = process.stderr,
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
  const width = Math.min(widestBar, columns - 1 - text.length);
  if (width < narrowestBar) return text.trimStart().slice(0, columns - 1);
  const filled = Math.round((done / total) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled) + text;
}
