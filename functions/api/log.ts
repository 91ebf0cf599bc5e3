/**
 * Metrics of a log line. There are few, because each costs USD 0.30 a month:
 * https://aws.amazon.com/cloudwatch/pricing/
 * They are counts, or milliseconds if the name ends in Ms.
 */
export interface Metrics {
  /** Total time of each answered picture. */
  readonly PictureMs?: readonly number[];
  /** Pictures that failed. */
  readonly FailedPictures?: number;
  /** Time until the model had answered its warm-up picture, once per start. */
  readonly StartMs?: number;
  readonly FailedStarts?: number;
}

/** A structured log with pino's levels. It never gets picture bytes or URLs with their queries. */
export interface Log {
  info(fields: object, message: string, metrics?: Metrics): void;
  error(fields: object, message: string, metrics?: Metrics): void;
}
