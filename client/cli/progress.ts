const barWidth = 30;

/** A line on stderr that says how far many pictures are. */
export interface Progress {
  /** Counts one more as done. */
  step(): void;
  /** Takes the line away. */
  clear(): void;
}

/** Shown on a terminal only: a log file has no use for it. */
export function createProgress(
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  if (!stream.isTTY || total < 2) return { step: () => {}, clear: () => {} };
  let done = 0;
  const clear = (): void => {
    stream.write('\r\u001b[K');
  };
  return {
    step: () => {
      done += 1;
      const filled = Math.round((done / total) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      clear();
      stream.write(`${bar} ${done}/${total}`);
    },
    clear,
  };
}
