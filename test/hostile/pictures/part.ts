import type { Kind, Part } from '../run/part.ts';
import { dearKinds } from './dear.ts';
import { bmpKinds } from './formats/bmp.ts';
import { gifKinds } from './formats/gif.ts';
import { heifKinds } from './formats/heif.ts';
import { jpegKinds } from './formats/jpeg.ts';
import { pngKinds } from './formats/png.ts';
import { tiffKinds } from './formats/tiff.ts';
import { webpKinds } from './formats/webp.ts';
import { mutate } from './mutate.ts';
import { pictureKind } from './picture-kind.ts';
import { profileKinds } from './profile.ts';
import { formats, getSeeds } from './seeds.ts';

const mutations = Object.fromEntries(
  formats.map((format): [string, Kind] => [
    `${format}-mutated`,
    pictureKind({ weight: 100 }, async (random) => mutate(random, format, await getSeeds())),
  ]),
);

/** Pictures of every format: valid ones changed, and some made to cost as much as they can. */
export const pictures: Part = {
  name: 'pictures',
  share: 0.4,
  lanes: 2,
  row: 20,
  lambda: 0.1,
  kinds: {
    ...mutations,
    ...jpegKinds,
    ...pngKinds,
    ...webpKinds,
    ...gifKinds,
    ...tiffKinds,
    ...heifKinds,
    ...bmpKinds,
    ...profileKinds,
    ...dearKinds,
  },
};
