import { CodedError } from '../../functions/image/coded-error.ts';

/** `reason` is the system's own code, such as ENOENT. */
interface FileFailures {
  FILE_UNREADABLE: { reason: string };
  FILE_UNWRITABLE: { reason: string };
}

/** A file of this machine that cannot be read, or written. */
export class FileError extends CodedError<FileFailures> {
  constructor(code: keyof FileFailures, name: string, cause: unknown) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    super(code, { reason }, { message: describe(code, name, reason), cause });
  }
}

function describe(code: keyof FileFailures, name: string, reason: string): string {
  if (code === 'FILE_UNWRITABLE') return `${name} cannot be written (${reason}).`;
  return reason === 'ENOENT' ? `There is no file ${name}.` : `${name} cannot be read (${reason}).`;
}
