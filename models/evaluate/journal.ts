import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { EvaluationError } from './evaluation-error.ts';
import { type JournalSubject, readJournal } from './read-journal.ts';

/**
 * The answers of one model on one folder, in a file of JSON lines, so that a later run can resume
 * after them. It has the model's best classes, not whether they are right: the truth may be
 * corrected between runs.
 */
export class Journal {
  /** Best classes by picture, from earlier runs. */
  readonly answers: ReadonlyMap<string, readonly number[]>;
  readonly #file: number;

  /**
   * Opens or creates the journal. A last line that was cut off is removed.
   *
   * @throws EvaluationError if the file is not this journal or cannot be written.
   */
  constructor(path: string, subject: JournalSubject) {
    const { answers, bytes, header } = readJournal(path, subject);
    this.answers = answers;
    try {
      this.#file = openSync(path, 'a');
      ftruncateSync(this.#file, bytes);
    } catch (cause) {
      throw new EvaluationError(`${path} cannot be written; name another file.`, { cause });
    }
    if (header !== undefined) writeSync(this.#file, header);
  }

  /**
   * Writes synchronously: the line is on disk before the next picture, even if the process is
   * killed.
   */
  append(picture: string, best: readonly number[]): void {
    writeSync(this.#file, `${JSON.stringify({ picture, best })}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
