/** Says that the user has had enough. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Stops to listen. */
  end(): void;
}

/** Takes the first Ctrl+C (or SIGTERM) as a wish to end well; a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const end = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  const interrupt = (): void => {
    end();
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal: controller.signal, end };
}
