/**
 * An error that callers can act on: a stable `code` and `details` typed by that code.
 *
 * @template Failures maps every code to the type of its details.
 */
export abstract class CodedError<
  Failures extends object,
  Code extends keyof Failures & string = keyof Failures & string,
> extends Error {
  readonly code: Code;
  readonly details: Failures[Code];

  constructor(code: Code, details: Failures[Code], options: { message: string; cause?: unknown }) {
    super(options.message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.code = code;
    this.details = details;
  }
}
