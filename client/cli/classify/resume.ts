import { createReadStream, fstatSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { ModelInfo } from '../../../functions/api/contract.ts';
import { UsageError } from '../../terminal/errors.ts';
import { parseJson } from '../../typescript/src/answers/json.ts';
import { FileError } from '../errors.ts';
import { type Input, isRemoteName } from '../pictures/inputs.ts';
import type { ClassifyCommandOptions } from './options.ts';

/**
 * Returns the pictures that an earlier run has not answered. Reads all of `skipDone` before anything
 * is written, so stdout may be appended to the same file; if its last line was cut off, it is ended
 * first, because the next line would be lost in it. With `explain`, an answer counts only if it has
 * an overlay.
 *
 * @throws UsageError if another model wrote the file: its answers must not be mixed with ours
 */
export async function skipAnswered(
  inputs: readonly Input[],
  { skipDone: file, explain }: Pick<ClassifyCommandOptions, 'skipDone' | 'explain'>,
  { id, sha256 }: Pick<ModelInfo, 'id' | 'sha256'>,
): Promise<readonly Input[]> {
  if (file === undefined) return inputs;
  const saved = await readSavedAnswers(file, { needsOverlay: explain !== undefined });
  const [other] = [...saved.models].filter(([hash]) => hash !== sha256);
  if (other) {
    const name = other[1] === id ? `another ${id}` : other[1];
    throw new UsageError(`${file} has answers of ${name}, not of ${id}; use a new file`);
  }
  if (saved.isCut && isStdout(file)) process.stdout.write('\n');
  return inputs.filter(({ name }) => name === '-' || !saved.has(name));
}

/** What an earlier run with `--jsonl` has answered. */
interface SavedAnswers {
  has(name: string): boolean;
  /** Names of the models that answered, by their sha256. */
  readonly models: ReadonlyMap<string, string>;
  /** The last line does not end: the earlier run was cut off in it. */
  readonly isCut: boolean;
}

const lineSchema = z.looseObject({
  input: z.string(),
  ok: z.boolean(),
  overlay: z.string().optional(),
  model: z.looseObject({ id: z.string(), sha256: z.string() }).optional(),
});

interface ReadOptions {
  /** Only answers with an overlay count as done. */
  readonly needsOverlay: boolean;
}

/**
 * Reads the lines of an earlier run. Pictures with an answer are done; others are tried again.
 * Unreadable lines, such as a last one that was cut off, are ignored. A missing file is an earlier
 * run that answered nothing.
 *
 * @throws FileError if it cannot be read; UsageError if no line was written by `--jsonl`
 */
async function readSavedAnswers(
  file: string,
  { needsOverlay }: ReadOptions,
): Promise<SavedAnswers> {
  const done = new Set<string>();
  const models = new Map<string, string>();
  let [valid, invalid, isCut] = [0, 0, false];
  for await (const { text, ended } of readLines(file)) {
    isCut = !ended;
    const line = lineSchema.safeParse(parseJson(text)).data;
    if (line) valid += 1;
    else if (text.trim() !== '') invalid += 1;
    if (!line?.ok) continue;
    if (line.overlay !== undefined || !needsOverlay) done.add(toKey(line.input));
    if (line.model) models.set(line.model.sha256, line.model.id);
  }
  if (valid === 0 && invalid > (isCut ? 1 : 0)) {
    throw new UsageError(`--skip-done: ${file} has no lines written by --jsonl`);
  }
  return { has: (name) => done.has(toKey(name)), models, isCut };
}

/** Different spellings of a file's path have the same key; URLs are their own key. */
function toKey(name: string): string {
  return isRemoteName(name) ? name : resolve(name);
}

async function* readLines(file: string): AsyncGenerator<{ text: string; ended: boolean }> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, 'utf8')) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) yield { text, ended: true };
    }
  } catch (error) {
    const failure = new FileError('FILE_UNREADABLE', file, error);
    if (failure.details.reason !== 'ENOENT') throw failure;
  }
  if (rest !== '') yield { text: rest, ended: false };
}

/** Whether stdout is redirected to this file. */
function isStdout(file: string): boolean {
  try {
    const [one, other] = [statSync(file, { bigint: true }), fstatSync(1, { bigint: true })];
    return one.ino === other.ino && one.dev === other.dev;
  } catch {
    return false;
  }
}

/** Describes how to resume a stopped run. Only answers that were saved can be skipped. */
export function describeResume({
  format,
  skipDone,
}: Pick<ClassifyCommandOptions, 'format' | 'skipDone'>): string {
  if (format !== 'jsonl') {
    return 'to be able to resume, run with --jsonl --skip-done FILE >> FILE';
  }
  if (skipDone === undefined) return 'to resume, add --skip-done and the file with the answers';
  if (isStdout(skipDone)) return 'run the same command to resume';
  return `append these answers to ${skipDone}, then run the same command to resume`;
}
