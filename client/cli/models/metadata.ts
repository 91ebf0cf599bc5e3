import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ClassLabels, readLabels } from '../../../models/convert/class-labels.ts';
import type { ModelMetadata } from '../../../models/convert/draft-model.ts';
import { openLabels } from '../../../models/store/open-labels.ts';
import { readManifest } from '../../../models/store/open-model.ts';
import type { CheckpointOptions, OnnxOptions, PublishedOptions } from './add-options.ts';
import { createCheckPicture } from './calibration-pictures.ts';
import type { ModelContext } from './context.ts';
import { hashCheckpoint } from './fetch-checkpoint.ts';

type Folders = Pick<ModelContext, 'samplesFolder' | 'imagenetFolder'>;

/** Creates the metadata of a model of the catalogue. */
export async function createPublishedMetadata(
  { name, published }: PublishedOptions,
  folders: Folders,
): Promise<ModelMetadata> {
  const { title, url, sha256, licence, accuracy } = published;
  return {
    id: name,
    title,
    source: { url, sha256, licence },
    accuracy,
    labels: await loadLabels(undefined, folders),
    checkPicture: await loadCheckPicture(folders),
  };
}

/** Creates the metadata of a user's own file. */
export async function createUserMetadata(
  { name, file, labels }: CheckpointOptions | OnnxOptions,
  folders: Folders,
): Promise<ModelMetadata> {
  const sha256 = await hashCheckpoint(file);
  return {
    id: name,
    title: `${name} (${basename(file)})`,
    source: { file: basename(file), sha256, licence: 'not known' },
    labels: await loadLabels(labels, folders),
    checkPicture: await loadCheckPicture(folders),
  };
}

async function loadLabels(
  file: string | undefined,
  { imagenetFolder }: Folders,
): Promise<ClassLabels> {
  if (file !== undefined) return { labels: await readLabels(file), translations: {}, file };
  return { ...(await openLabels(imagenetFolder, await readManifest(imagenetFolder))), file };
}

async function loadCheckPicture({ samplesFolder }: Folders): Promise<Uint8Array> {
  return await createCheckPicture(join(samplesFolder, 'coffee.jpg'));
}

/** Writes the licence of a published model and of ImageNet's class names. */
export async function writePublishedLicence(licencesFolder: string): Promise<string> {
  return `The network and its weights (model.onnx)\n\n${await readText(licencesFolder, 'torchvision')}\n${await writeLabelsLicence(licencesFolder)}`;
}

/** Writes the licence text of a user's own model, whose own licence is not known. */
export async function writeUserLicence(
  { labels, source }: ModelMetadata,
  licencesFolder: string,
): Promise<string> {
  const weights = `model.onnx was made from ${source.file}, whose licence Glimpse does not know.\n`;
  return labels.file === undefined
    ? `${weights}\n${await writeLabelsLicence(licencesFolder)}`
    : weights;
}

async function writeLabelsLicence(licencesFolder: string): Promise<string> {
  return `The class names (labels.json)\n\n${await readText(licencesFolder, 'wordnet')}\nThe Chinese class names (labels.zh.json)\n\n${await readText(licencesFolder, 'translation')}`;
}

async function readText(folder: string, name: string): Promise<string> {
  return await readFile(join(folder, `${name}.txt`), 'utf8');
}
