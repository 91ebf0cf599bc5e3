/** A stage cannot run on this machine; `message` says what is missing. It proves nothing. */
export class NotRun extends Error {
  override readonly name = 'NotRun';
}
