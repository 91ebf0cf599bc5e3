import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ClassLabels, readLabels } from '../../../models/convert/class-labels.ts';
import type { ModelMetadata } from '../../../models/convert/draft-model.ts';
import { openLabels } from '../../../models/store/open-labels.ts';
import { readManifest } from '../../../models/store/open-model.ts';
import type { CheckpointOptions, OnnxOptions, PublishedOptions } from './add-options.ts';
import { checkPicture } from './calibration-pictures.ts';
import type { ModelContext } from './context.ts';
import { sha256OfCheckpoint } from './fetch-checkpoint.ts';

type Materials = Pick<ModelContext, 'pictures' | 'imagenet'>;

/** What the catalogue says of a model. */
export async function publishedMetadata(
  { name, published }: PublishedOptions,
  materials: Materials,
): Promise<ModelMetadata> {
  const { title, url, sha256, licence, accuracy } = published;
  return {
    id: name,
    title,
    source: { url, sha256, licence },
    accuracy,
    labels: await labelsOf(undefined, materials),
    checkPicture: await espresso(materials),
  };
}

/** What is known of a user's own file. */
export async function ownMetadata(
  { name, file, labels }: CheckpointOptions | OnnxOptions,
  materials: Materials,
): Promise<ModelMetadata> {
  const sha256 = await sha256OfCheckpoint(file);
  return {
    id: name,
    title: `${name} (${basename(file)})`,
    source: { file: basename(file), sha256, licence: 'not known' },
    labels: await labelsOf(labels, materials),
    checkPicture: await espresso(materials),
  };
}

async function labelsOf(file: string | undefined, { imagenet }: Materials): Promise<ClassLabels> {
  if (file !== undefined) return { labels: await readLabels(file), translations: {}, file };
  return { ...(await openLabels(imagenet, await readManifest(imagenet))), file };
}

async function espresso({ pictures }: Materials): Promise<Uint8Array> {
  return await checkPicture(join(pictures, 'coffee.jpg'));
}

/** The licence of a published model and of ImageNet's class names; `folder` holds the texts. */
export async function publishedLicence(folder: string): Promise<string> {
  return `The network and its weights (model.onnx)\n\n${await text(folder, 'torchvision')}\n${await names(folder)}`;
}

/** What can be said of a user's own model. */
export async function ownLicence(
  { labels, source }: ModelMetadata,
  folder: string,
): Promise<string> {
  const weights = `model.onnx was made of ${source.file}, whose licence Glimpse does not know.\n`;
  return labels.file === undefined ? `${weights}\n${await names(folder)}` : weights;
}

async function names(folder: string): Promise<string> {
  return `The class names (labels.json)\n\n${await text(folder, 'wordnet')}\nThe Chinese class names (labels.zh.json)\n\n${await text(folder, 'translation')}`;
}

async function text(folder: string, name: string): Promise<string> {
  return await readFile(join(folder, `${name}.txt`), 'utf8');
}
