import { constants } from 'node:os';

/** The user's request to stop. */
export interface Interruption {
  /** Aborted by the first Ctrl+C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Exit code by which shells report this signal, such as 130; undefined if not interrupted. */
  exitCode(): number | undefined;
  /** Stops listening. */
  end(): void;
}

/** Listens for Ctrl+C and SIGTERM. The first signal aborts `signal`; a second one ends the process. */
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
