import { basename, join } from 'node:path';
import { computeSha256 } from '../../models/store/files.ts';
import { BuildError } from '../errors.ts';
import type { Shipped } from './shipped.ts';

interface Origin {
  readonly licence: string;
  readonly author: string;
}

/** From `models/samples/small/README.md`. */
const origins: Readonly<Record<string, Origin>> = {
  'chelsea.jpg': { licence: 'CC0-1.0', author: 'Stéfan van der Walt' },
  'china.jpg': { licence: 'CC-BY-2.0', author: 'danielbuechele' },
  'coffee.jpg': { licence: 'CC0-1.0', author: 'Rachel Michetti' },
  'flower.jpg': { licence: 'CC-BY-2.0', author: 'vultilion' },
  'rocket.jpg': { licence: 'CC0-1.0', author: 'SpaceX' },
};

/**
 * Describes the pictures that the page offers to try.
 *
 * @param files Files that the page is bundled from, relative to `root`.
 * @throws BuildError if the origin of a picture is not known.
 */
export async function describePictures(root: string, files: readonly string[]): Promise<Shipped[]> {
  const pictures = files.filter((file) => file.endsWith('.jpg'));
  return await Promise.all(pictures.map((file) => describe(root, file)));
}

async function describe(root: string, file: string): Promise<Shipped> {
  const name = basename(file);
  const origin = origins[name];
  if (!origin)
    throw new BuildError(
      `${file} is in the page: add its origin to infra/sbom/sample-pictures.ts.`,
    );
  return {
    kind: 'data',
    name,
    purl: `pkg:generic/glimpse-samples/${name}`,
    licence: origin.licence,
    places: ['page'],
    sha256: await computeSha256(join(root, file)),
    note: `Photograph by ${origin.author}, made smaller`,
  };
}
