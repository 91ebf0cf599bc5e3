import { basename, join } from 'node:path';
import { type ClassLabels, readLabels } from '../../../models/build/class-labels.ts';
import type { About } from '../../../models/build/draft-model.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import { sha256Of } from '../../../models/store/sha256-of.ts';
import { checkPicture } from './calibration-pictures.ts';
import type { CheckpointOrder, OnnxOrder, PublishedOrder } from './order.ts';

/** What the catalogue says of a model; `root` is the checkout. */
export async function aboutPublished(
  { name, published }: PublishedOrder,
  root: string,
): Promise<About> {
  const { title, url, sha256, licence, accuracy } = published;
  return {
    id: name,
    title,
    source: { url, sha256, licence },
    accuracy,
    labels: await labelsOf(undefined, root),
    checkPicture: await espresso(root),
  };
}

/** What is known of a user's own file. */
export async function aboutOwn(
  { name, file, labels }: CheckpointOrder | OnnxOrder,
  root: string,
): Promise<About> {
  const sha256 = await sha256Of(file).catch((cause: unknown) => {
    throw new ModelError(`The file ${file} cannot be read.`, { cause });
  });
  return {
    id: name,
    title: `${name} (${basename(file)})`,
    source: { file: basename(file), sha256, licence: 'not known' },
    labels: await labelsOf(labels, root),
    checkPicture: await espresso(root),
  };
}

async function labelsOf(file: string | undefined, root: string): Promise<ClassLabels> {
  const imagenet = join(root, 'models/efficientnet-lite0/labels.json');
  return { labels: await readLabels(file ?? imagenet), file };
}

async function espresso(root: string): Promise<Uint8Array> {
  return await checkPicture(join(root, 'models/build/calibration/coffee.jpg'));
}
