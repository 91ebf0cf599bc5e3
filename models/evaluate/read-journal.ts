import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { EvaluationError } from './evaluation-error.ts';

const headerSchema = z.object({
  journal: z.literal('glimpse models evaluate'),
  sha256: z.string(),
  folder: z.string(),
});

const entrySchema = z.object({ picture: z.string(), best: z.array(z.int().min(0)) });

/** What a journal's answers are about. */
export interface JournalSubject {
  /** Of the model's file. */
  readonly sha256: string;
  /** Absolute path of the pictures. */
  readonly folder: string;
}

interface Kept {
  /** Best classes by picture. */
  readonly answers: Map<string, number[]>;
  /** Length of the whole lines; what is behind them was cut off. */
  readonly bytes: number;
  /** The line to begin with, where the file does not have it yet. */
  readonly header: string | undefined;
}

/** @throws EvaluationError where the file is no journal, or one of another model or folder. */
export function readJournal(path: string, subject: JournalSubject): Kept {
  const text = readText(path);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const header = `${JSON.stringify({ journal: 'glimpse models evaluate', ...subject })}\n`;
  if (whole === '' && header.startsWith(text)) return { answers: new Map(), bytes: 0, header };
  const [first = '', ...lines] = whole.split('\n').slice(0, -1);
  checkSubject(path, headerSchema.safeParse(parseJson(first)).data, subject);
  const answers = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const entry = entrySchema.safeParse(parseJson(line)).data;
    if (!entry) throw new EvaluationError(`Line ${index + 2} of ${path} is damaged; delete it.`);
    answers.set(entry.picture, entry.best);
  });
  return { answers, bytes: Buffer.byteLength(whole), header: undefined };
}

function checkSubject(
  path: string,
  found: JournalSubject | undefined,
  { sha256, folder }: JournalSubject,
): void {
  if (!found) {
    throw new EvaluationError(`${path} is not a journal of an evaluation; name another file.`);
  }
  if (found.sha256 !== sha256) {
    throw new EvaluationError(
      `${path} holds the answers of another model (its file's sha256 is ${found.sha256} and not ${sha256}); name another file.`,
    );
  }
  if (found.folder !== folder) {
    throw new EvaluationError(
      `${path} holds the answers for ${found.folder} and not for ${folder}; name another file.`,
    );
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw new EvaluationError(`${path} cannot be read.`, { cause });
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
