import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { About } from '../../../models/build/draft-model.ts';

/** The licence of a published model and of ImageNet's class names; `folder` holds the texts. */
export async function publishedLicence(folder: string): Promise<string> {
  return `The network and its weights (model.onnx)\n\n${await text(folder, 'torchvision')}\n${await names(folder)}`;
}

/** What can be said of a user's own model. */
export async function ownLicence({ labels, source }: About, folder: string): Promise<string> {
  const weights = `model.onnx was made of ${source.file}, whose licence Glimpse does not know.\n`;
  return labels.file === undefined ? `${weights}\n${await names(folder)}` : weights;
}

async function names(folder: string): Promise<string> {
  return `The class names (labels.json)\n\n${await text(folder, 'wordnet')}\nThe Chinese class names (labels.zh.json)\n\n${await text(folder, 'translation')}`;
}

async function text(folder: string, name: string): Promise<string> {
  return await readFile(join(folder, `${name}.txt`), 'utf8');
}
