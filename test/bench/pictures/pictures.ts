import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createGrid, takeCoded } from '../../hostile/pictures/formats/heif.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { benchFolder } from '../folders.ts';
import { getCachedFolder } from '../prepare/cached-folder.ts';

/** A picture that contestants are sent. */
export interface Picture {
  readonly name: string;
  readonly path: string;
  /** MIME type. */
  readonly type: string;
  readonly bytes: Buffer;
}

interface Recipe {
  readonly name: string;
  readonly type: string;
  /** The longer first. */
  readonly size: readonly [number, number];
  /** The same in a quick run; default: `size`. */
  readonly quickSize?: readonly [number, number];
  readonly make: (size: readonly [number, number]) => Promise<Uint8Array>;
}

const source = readPictureFixture('china');

const draw = ([width, height]: readonly [number, number]) =>
  sharp(source).resize(width, height, { fit: 'cover' });

const jpeg: Pick<Recipe, 'type' | 'make'> = {
  type: 'image/jpeg',
  make: (size) => draw(size).jpeg({ quality: 90 }).toBuffer(),
};

/** What is sent in each format: photographs as phones and web sites have them. */
export const formatRecipes: readonly Recipe[] = [
  { name: 'small', type: 'image/jpeg', size: [640, 427], make: async () => source },
  { ...jpeg, name: '12mp', size: [4000, 3000], quickSize: [1200, 900] },
  {
    name: '24mp-progressive',
    type: 'image/jpeg',
    size: [6000, 4000],
    quickSize: [1200, 800],
    make: (size) => draw(size).jpeg({ quality: 90, progressive: true }).toBuffer(),
  },
  {
    name: 'png',
    type: 'image/png',
    size: [1600, 1067],
    quickSize: [640, 427],
    make: (size) => draw(size).png().toBuffer(),
  },
  {
    name: 'webp',
    type: 'image/webp',
    size: [1600, 1067],
    quickSize: [640, 427],
    make: (size) => draw(size).webp().toBuffer(),
  },
  {
    name: 'avif',
    type: 'image/avif',
    size: [1600, 1067],
    quickSize: [640, 427],
    make: (size) => draw(size).avif().toBuffer(),
  },
  {
    name: 'heic',
    type: 'image/heic',
    size: [4096, 3072],
    quickSize: [512, 512],
    make: async ([width, height]) => createHeic(width, height),
  },
];

/** Baseline JPEG of growing size, in megapixels. */
export const growthRecipes: readonly Recipe[] = [
  { ...jpeg, name: '0.3', size: [640, 480] },
  { ...jpeg, name: '1', size: [1152, 864] },
  { ...jpeg, name: '3', size: [2000, 1500], quickSize: [1200, 900] },
  { ...jpeg, name: '12', size: [4000, 3000], quickSize: [1280, 960] },
  { ...jpeg, name: '24', size: [5656, 4242], quickSize: [1360, 1020] },
];

/** Finds a picture by its name. @throws Error if there is none */
export function getPicture(pictures: readonly Picture[], name: string): Picture {
  const picture = pictures.find((one) => one.name === name);
  if (!picture) throw new Error(`there is no picture ${name}`);
  return picture;
}

/** Joins tiles of 512 x 512, as phones store large photographs; all show the same. */
function createHeic(width: number, height: number): Buffer {
  const tile = takeCoded(readFileSync(join(benchFolder, 'pictures/tile.heic')), 'heic');
  return createGrid(tile, { columns: width / 512, rows: height / 512, shared: false });
}

/** Makes the pictures, once. */
export async function createPictures(
  recipes: readonly Recipe[],
  isQuick: boolean,
): Promise<Picture[]> {
  const sizes = recipes.map(({ size, quickSize = size }) => (isQuick ? quickSize : size));
  const names = recipes.map(({ name, type }) => `${name}.${type.replace('image/', '')}`);
  const folder = await getCachedFolder({
    name: 'pictures',
    inputs: [readFileSync(new URL(import.meta.url)), JSON.stringify([names, sizes])],
    make: async (draft) => {
      for (const [at, { make }] of recipes.entries()) {
        await writeFile(join(draft, names[at] ?? ''), await make(sizes[at] ?? [0, 0]));
      }
    },
  });
  return await Promise.all(
    recipes.map(async ({ name, type }, at) => {
      const path = join(folder, names[at] ?? '');
      return { name, path, type, bytes: await readFile(path) };
    }),
  );
}
