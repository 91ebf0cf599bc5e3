import { constants } from 'node:os';

/** Says that the user has had enough. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** What a shell calls a process that this signal ended, such as 130; undefined while nobody has. */
  exitCode(): number | undefined;
  /** Stops to listen. */
  end(): void;
}

/** Takes the first Ctrl+C (or SIGTERM) as a wish to end well; a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const end = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  const interrupt = (signal: NodeJS.Signals): void => {
    end();
    exitCode = 128 + constants.signals[signal];
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal: controller.signal, exitCode: () => exitCode, end };
}
