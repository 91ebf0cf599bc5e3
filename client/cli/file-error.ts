import { CodedError } from '../../functions/image/coded-error.ts';

interface FileFailures {
  /** `reason` is the system's own code, such as ENOENT. */
  FILE_UNREADABLE: { reason: string };
}

/** A file of this machine that cannot be read. */
export class FileError extends CodedError<FileFailures> {
  constructor(name: string, cause: unknown) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const missing = reason === 'ENOENT';
    const message = missing ? `There is no file ${name}.` : `${name} cannot be read (${reason}).`;
    super('FILE_UNREADABLE', { reason }, { message, cause });
  }
}
