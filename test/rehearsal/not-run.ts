/** This machine cannot run a stage; `message` says what is missing. Such a stage proves nothing. */
export class NotRun extends Error {
  override readonly name = 'NotRun';
}
