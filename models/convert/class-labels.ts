import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type Label, labelsSchema } from '../format/labels.ts';
import { ModelError } from '../format/model-error.ts';
import type { Labels } from '../store/open-labels.ts';

/** Names of a model's classes. */
export interface ClassLabels extends Labels {
  /** The file they were read from; undefined for ImageNet's, the default. */
  readonly file: string | undefined;
}

const fileSchema = z.union([labelsSchema, z.array(z.string().min(1)).min(1)]);

/**
 * Reads class names in the order of a model's outputs: text with one name per line, or JSON, either
 * in the format of `labels.json` or an array of names.
 *
 * @throws ModelError naming the file.
 */
export async function readLabels(file: string): Promise<Label[]> {
  const text = (await readText(file)).replace(/^\uFEFF/, '');
  const names = text.trimStart().startsWith('[') ? parseJson(text, file) : readLines(text, file);
  return names.map((name) => (typeof name === 'string' ? { synset: null, label: name } : name));
}

/** @throws ModelError if the number of labels is not the number of classes. */
export function checkLabels(
  { labels, file }: Pick<ClassLabels, 'labels' | 'file'>,
  classes: number,
): void {
  if (labels.length === classes) return;
  throw new ModelError(
    file === undefined
      ? `This model has ${classes} classes, not the ${labels.length} of ImageNet: name them with --labels FILE, one name per line.`
      : `${file} has ${labels.length} labels, but this model has ${classes} classes: give one label per class.`,
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ModelError(`The labels file ${file} cannot be read; check its path.`, { cause });
  }
}

function readLines(text: string, file: string): string[] {
  const lines = text.trimEnd().split(/\r?\n/);
  const empty = lines.findIndex((line) => line.trim() === '');
  if (empty === -1) return lines.map((line) => line.trim());
  throw new ModelError(
    `Line ${empty + 1} of the labels file ${file} is empty: write one class name per line.`,
  );
}

function parseJson(text: string, file: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelError(
      `The labels file ${file} is not valid: expected an array of names, or of entries such as { "synset": null, "label": "tench" }.`,
      { cause },
    );
  }
}
