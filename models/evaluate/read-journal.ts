import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { EvaluationError } from './evaluation-error.ts';

const headerSchema = z.object({
  journal: z.literal('glimpse models evaluate'),
  sha256: z.string(),
  folder: z.string(),
});

const entrySchema = z.object({ picture: z.string(), best: z.array(z.int().min(0)) });

/** What a journal's answers belong to. */
export interface JournalSubject {
  /** Hash of the model file. */
  readonly sha256: string;
  /** Absolute path of the folder of pictures. */
  readonly folder: string;
}

interface JournalContent {
  /** Best classes by picture. */
  readonly answers: Map<string, number[]>;
  /** Length of the complete lines; the rest was cut off. */
  readonly bytes: number;
  /** The first line, if the file does not have it yet. */
  readonly header: string | undefined;
}

/** @throws EvaluationError if the file is not a journal, or belongs to another model or folder. */
export function readJournal(path: string, subject: JournalSubject): JournalContent {
  const text = readText(path);
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  const header = `${JSON.stringify({ journal: 'glimpse models evaluate', ...subject })}\n`;
  if (complete === '' && header.startsWith(text)) return { answers: new Map(), bytes: 0, header };
  const [first = '', ...lines] = complete.split('\n').slice(0, -1);
  checkSubject(path, headerSchema.safeParse(parseJson(first)).data, subject);
  const answers = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const entry = entrySchema.safeParse(parseJson(line)).data;
    if (!entry)
      throw new EvaluationError(`Line ${index + 2} of ${path} is damaged; delete that line.`);
    answers.set(entry.picture, entry.best);
  });
  return { answers, bytes: Buffer.byteLength(complete), header: undefined };
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
      `${path} has the answers of another model (sha256 ${found.sha256}, expected ${sha256}); name another file.`,
    );
  }
  if (found.folder !== folder) {
    throw new EvaluationError(
      `${path} has the answers for ${found.folder}, not for ${folder}; name another file.`,
    );
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw new EvaluationError(`${path} cannot be read; name another file.`, { cause });
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
