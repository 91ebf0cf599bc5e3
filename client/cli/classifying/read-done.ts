import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { FileError } from '../file-error.ts';
import { isElsewhere } from '../inputs.ts';
import { UsageError } from '../usage-error.ts';

/** What an earlier run with `--jsonl` has answered. */
export interface Done {
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
export async function readDone(file: string, wanted: Wanted): Promise<Done> {
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
  return isElsewhere(name) ? name : resolve(name);
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
