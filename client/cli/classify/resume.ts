import { createReadStream, fstatSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { ModelInfo } from '../../../functions/api/contract.ts';
import { FileError, UsageError } from '../errors.ts';
import { type Input, isRemoteName } from '../pictures/inputs.ts';
import type { ClassifyCommandOptions } from './options.ts';

/** What an earlier run with `--jsonl` has answered. */
export interface SavedAnswers {
  has(name: string): boolean;
  /** Names of the models that answered, by their sha256. */
  readonly models: ReadonlyMap<string, string>;
  /** The last line has no end: the earlier run was cut off in it. */
  readonly cut: boolean;
}

const lineSchema = z.looseObject({
  input: z.string(),
  ok: z.boolean(),
  overlay: z.string().optional(),
  model: z.looseObject({ id: z.string(), sha256: z.string() }).optional(),
});

/** What counts as done. */
interface Wanted {
  /** Only an answer that came with an overlay. */
  readonly overlay: boolean;
}

/**
 * Reads the lines of an earlier run: pictures with an answer are done, others are tried again. Lines
 * that cannot be read, a last one that was cut off above all, count for nothing. A file that is not
 * there yet is an earlier run that answered nothing.
 *
 * @throws FileError where it cannot be read; UsageError where no line is one of `--jsonl`.
 */
export async function readSavedAnswers(file: string, wanted: Wanted): Promise<SavedAnswers> {
  const done = new Set<string>();
  const models = new Map<string, string>();
  let [understood, broken, cut] = [0, 0, false];
  for await (const { text, ended } of linesOf(file)) {
    cut = !ended;
    const line = parse(text);
    if (line) understood += 1;
    else if (text.trim() !== '') broken += 1;
    if (!line?.ok) continue;
    if (line.overlay !== undefined || !wanted.overlay) done.add(keyOf(line.input));
    if (line.model) models.set(line.model.sha256, line.model.id);
  }
  if (understood === 0 && broken > (cut ? 1 : 0)) {
    throw new UsageError(`${file} holds no lines of --jsonl, which --skip-done reads`);
  }
  return { has: (name) => done.has(keyOf(name)), models, cut };
}

/** However a file is spelt, it is the same one; what is elsewhere goes by its name. */
function keyOf(name: string): string {
  return isRemoteName(name) ? name : resolve(name);
}

async function* linesOf(file: string): AsyncGenerator<{ text: string; ended: boolean }> {
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

function parse(text: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** How a run that was stopped is gone on with: what was answered is known where it was kept. */
export function resumeHint({
  format,
  skipDone,
}: Pick<ClassifyCommandOptions, 'format' | 'skipDone'>): string {
  if (format !== 'jsonl') {
    return 'a run with --jsonl --skip-done FILE >> FILE is one that can be gone on with';
  }
  if (skipDone === undefined) return 'go on with --skip-done and the file that has the answers';
  if (isStdout(skipDone)) return 'the same command goes on from here';
  return `once ${skipDone} has these answers too, the same command goes on from here`;
}

/** Whether what is printed goes to this very file. */
export function isStdout(file: string): boolean {
  try {
    const [one, other] = [statSync(file, { bigint: true }), fstatSync(1, { bigint: true })];
    return one.ino === other.ino && one.dev === other.dev;
  } catch {
    return false;
  }
}

/**
 * The pictures that an earlier run has not answered. All of `file` is read before anything is
 * written, so it may be the very file that stdout is appended to; a line that was cut off in it is
 * ended first, for the next one would be lost in it. Where overlays are wanted, an answer without
 * one is not enough.
 *
 * @throws UsageError where another model wrote the file: its answers are not to be mixed with ours.
 */
export async function skipAnswered(
  inputs: readonly Input[],
  { skipDone: file, explain }: Pick<ClassifyCommandOptions, 'skipDone' | 'explain'>,
  { id, sha256 }: Pick<ModelInfo, 'id' | 'sha256'>,
): Promise<readonly Input[]> {
  if (file === undefined) return inputs;
  const { has, models, cut } = await readSavedAnswers(file, { overlay: explain !== undefined });
  const [other] = [...models].filter(([hash]) => hash !== sha256);
  if (other) {
    const what = other[1] === id ? `another ${id}` : other[1];
    throw new UsageError(`${file} has answers of ${what}, and ${id} answers now; use a new file`);
  }
  if (cut && isStdout(file)) process.stdout.write('\n');
  return inputs.filter(({ name }) => name === '-' || !has(name));
}
