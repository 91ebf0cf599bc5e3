import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { picturePath, readPictureFixture } from '../support/fixtures.ts';
import { functionUrlEvent } from '../support/function-url-event.ts';

export interface Picture {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
}

export const coffee: Picture = {
  name: 'coffee.jpg',
  path: picturePath('coffee'),
  bytes: readPictureFixture('coffee'),
};

export const chelsea: Picture = {
  name: 'chelsea.jpg',
  path: picturePath('chelsea'),
  bytes: readPictureFixture('chelsea'),
};

/** A photograph in the other formats that decoders of the layer read, turned by EXIF where they can. */
export async function otherFormats(folder: string): Promise<Picture[]> {
  const turned = sharp(readPictureFixture('rocket')).withMetadata({ orientation: 6 });
  const files = {
    'turned.jpg': await turned.clone().jpeg().toBuffer(),
    'rocket.png': await sharp(readPictureFixture('rocket')).png().toBuffer(),
    'rocket.webp': await sharp(readPictureFixture('rocket')).webp().toBuffer(),
    'rocket.avif': await sharp(readPictureFixture('rocket')).avif({ effort: 1 }).toBuffer(),
    'rocket.gif': await sharp(readPictureFixture('rocket')).gif().toBuffer(),
    'rocket.tiff': await sharp(readPictureFixture('rocket')).tiff().toBuffer(),
  };
  return await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return { name, path, bytes };
    }),
  );
}

/** The picture's bytes, as `curl --data-binary` posts them. */
export function posted({ bytes }: Pick<Picture, 'bytes'>, query = ''): object {
  return functionUrlEvent({ method: 'POST', path: '/classify', query, body: bytes });
}

/** The picture through the typed API. */
export function called({ bytes }: Pick<Picture, 'bytes'>): object {
  return typedCall({ base64: bytes.toString('base64') });
}

/** Any kind of picture through the typed API. */
export function typedCall(image: object): object {
  return functionUrlEvent({
    method: 'POST',
    path: '/trpc/classify',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ image }),
  });
}
