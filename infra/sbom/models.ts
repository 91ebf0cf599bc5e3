import { basename, join } from 'node:path';
import { catalogue } from '../../models/store/catalogue.ts';
import { computeSha256 } from '../../models/store/files.ts';
import { readManifest } from '../../models/store/open-model.ts';
import type { Shipped } from './shipped.ts';

const embedded = 'efficientnet-lite0';

/**
 * Describes the models that the project offers, one of which is in a deployment, and their class names.
 *
 * @param root Folder of the project.
 */
export async function describeModels(root: string): Promise<Shipped[]> {
  const folder = join(root, 'models', embedded);
  const { id, title, sha256, source, labels } = await readManifest(folder);
  const model = describeModel(id, source.licence);
  const published = catalogue.map(({ id: name, licence, url, ...rest }) => ({
    ...describeModel(name, licence),
    url,
    sha256: rest.sha256,
    note: `${rest.title}. The hash is that of the checkpoint at the URL, which is converted when the model is added.`,
  }));
  return [
    { ...model, sha256, note: `${title}, from ${source.package}` },
    ...published,
    await describeLabels(join(folder, labels.en), {
      licence: 'WordNet',
      note: 'Words and definitions of WordNet 3.0, by Princeton University',
    }),
    await describeLabels(join(folder, labels.zh ?? ''), {
      licence: 'Apache-2.0',
      note: 'The project’s own translation of the class names',
    }),
  ];
}

function describeModel(id: string, licence: string): Shipped {
  const purl = `pkg:generic/${id}`;
  const places = ['model layer'] as const;
  return { kind: 'machine-learning-model', name: id, purl, licence, places, optional: true };
}

async function describeLabels(
  file: string,
  terms: Pick<Shipped, 'licence' | 'note'>,
): Promise<Shipped> {
  const name = basename(file);
  return {
    kind: 'data',
    name,
    purl: `pkg:generic/imagenet-1k/${name}`,
    ...terms,
    places: ['model layer'],
    sha256: await computeSha256(file),
  };
}
