/** An endpoint that cannot be used; `message` says what to do, in one line. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
}
