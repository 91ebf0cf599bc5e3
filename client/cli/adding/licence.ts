import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { About } from '../../../models/build/draft-model.ts';

/** The licence of a published model and of ImageNet's class names; `root` is the checkout. */
export async function publishedLicence(root: string): Promise<string> {
  return `The network and its weights (model.onnx)\n\n${await text(root, 'torchvision')}\n${await names(root)}`;
}

/** What can be said of a user's own model. */
export async function ownLicence({ labels, source }: About, root: string): Promise<string> {
  const weights = `model.onnx was made of ${source.file}, whose licence Glimpse does not know.\n`;
  return labels.file === undefined ? `${weights}\n${await names(root)}` : weights;
}

async function names(root: string): Promise<string> {
  return `The class names (labels.json)\n\n${await text(root, 'wordnet')}`;
}

async function text(root: string, name: string): Promise<string> {
  return await readFile(join(root, 'models/build/licences', `${name}.txt`), 'utf8');
}
