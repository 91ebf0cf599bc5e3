/** A structured log, as pino has it. Never given picture bytes, nor URLs with their queries. */
export interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
