import { basename, join } from 'node:path';
import { type ClassLabels, readLabels } from '../../../models/build/class-labels.ts';
import type { About } from '../../../models/build/draft-model.ts';
import { openLabels } from '../../../models/store/open-labels.ts';
import { readManifest } from '../../../models/store/open-model.ts';
import { checkPicture } from './calibration-pictures.ts';
import { hashOf } from './hash-of.ts';
import type { CheckpointOrder, OnnxOrder, PublishedOrder } from './order.ts';
import type { Workshop } from './workshop.ts';

type Materials = Pick<Workshop, 'pictures' | 'imagenet'>;

/** What the catalogue says of a model. */
export async function aboutPublished(
  { name, published }: PublishedOrder,
  materials: Materials,
): Promise<About> {
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
export async function aboutOwn(
  { name, file, labels }: CheckpointOrder | OnnxOrder,
  materials: Materials,
): Promise<About> {
  const sha256 = await hashOf(file);
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
