/** An answer of the service, or of whatever stands before it, with its whole body. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
