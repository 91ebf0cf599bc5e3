import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type Label, labelsSchema } from '../format/labels.ts';
import { ModelError } from '../format/model-error.ts';
import type { Labels } from '../store/open-labels.ts';

/** Names for a model's classes. */
export interface ClassLabels extends Labels {
  /** The file that they are from; undefined where nobody named one and they are ImageNet's. */
  readonly file: string | undefined;
}

const fileSchema = z.union([labelsSchema, z.array(z.string().min(1)).min(1)]);

/**
 * Reads names of classes in the order of a model's outputs: text with one name a line, or JSON,
 * either as `labels.json` has it or an array of names.
 *
 * @throws ModelError that names the file.
 */
export async function readLabels(file: string): Promise<Label[]> {
  const text = (await readText(file)).replace(/^\uFEFF/, '');
  const names = text.trimStart().startsWith('[') ? parseJson(text, file) : readLines(text, file);
  return names.map((name) => (typeof name === 'string' ? { synset: null, label: name } : name));
}

/** @throws ModelError that says both numbers where there are not as many names as classes. */
export function checkLabels(
  { labels, file }: Pick<ClassLabels, 'labels' | 'file'>,
  classes: number,
): void {
  if (labels.length === classes) return;
  throw new ModelError(
    file === undefined
      ? `This model has ${classes} classes and not the ${labels.length} of ImageNet: name them with --labels FILE, one name a line.`
      : `${file} has ${labels.length} labels and this model ${classes} classes.`,
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ModelError(`The labels ${file} cannot be read.`, { cause });
  }
}

function readLines(text: string, file: string): string[] {
  const lines = text.trimEnd().split(/\r?\n/);
  const empty = lines.findIndex((line) => line.trim() === '');
  if (empty === -1) return lines.map((line) => line.trim());
  throw new ModelError(
    `Line ${empty + 1} of the labels ${file} is empty: each line names a class.`,
  );
}

function parseJson(text: string, file: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelError(
      `The labels ${file} are neither an array of names nor entries such as { "synset": null, "label": "tench" }.`,
      { cause },
    );
  }
}
