import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { EvaluationError } from './evaluation-error.ts';
import { type JournalSubject, readJournal } from './read-journal.ts';

/**
 * The answers of one model on one folder, in a file of JSON lines, so that a later run can go on
 * after them. It holds the model's best classes and not whether they are right: truth may be
 * corrected between runs.
 */
export class Journal {
  /** Best classes by picture, as earlier runs left them. */
  readonly answers: ReadonlyMap<string, readonly number[]>;
  readonly #file: number;

  /**
   * Opens the journal, or begins it. A last line that was cut off is taken away.
   *
   * @throws EvaluationError where the file holds something else, or cannot be written.
   */
  constructor(path: string, subject: JournalSubject) {
    const { answers, bytes, header } = readJournal(path, subject);
    this.answers = answers;
    try {
      this.#file = openSync(path, 'a');
      ftruncateSync(this.#file, bytes);
    } catch (cause) {
      throw new EvaluationError(`${path} cannot be written.`, { cause });
    }
    if (header !== undefined) writeSync(this.#file, header);
  }

  /** Synchronous: a line is there before the next picture, whatever ends the process. */
  append(picture: string, best: readonly number[]): void {
    writeSync(this.#file, `${JSON.stringify({ picture, best })}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
