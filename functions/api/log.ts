/**
 * A fixed few, because each costs USD 0.30 a month: https://aws.amazon.com/cloudwatch/pricing/
 * Counts, and milliseconds where the name ends in Ms.
 */
export interface Metrics {
  /** One number for each picture that was answered. */
  readonly PictureMs?: readonly number[];
  /** Pictures that were not answered. */
  readonly FailedPictures?: number;
  /** Once a process: until its model had answered a picture. */
  readonly StartMs?: number;
  readonly FailedStarts?: number;
}

/** A structured log, as pino has it. Never given picture bytes, nor URLs with their queries. */
export interface Log {
  info(fields: object, message: string, metrics?: Metrics): void;
  error(fields: object, message: string, metrics?: Metrics): void;
}
