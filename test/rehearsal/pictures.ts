import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { picturePath, readPictureFixture, root } from '../support/fixtures.ts';
import { createFunctionUrlEvent } from '../support/function-url-event.ts';

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

/** Writes a photograph in the other formats that the layer's decoders read, and a JPEG with EXIF orientation. */
export async function writeOtherFormats(folder: string): Promise<Picture[]> {
  const turned = sharp(readPictureFixture('rocket')).withMetadata({ orientation: 6 });
  const files = {
    'turned.jpg': await turned.clone().jpeg().toBuffer(),
    'rocket.png': await sharp(readPictureFixture('rocket')).png().toBuffer(),
    'rocket.webp': await sharp(readPictureFixture('rocket')).webp().toBuffer(),
    'rocket.avif': await sharp(readPictureFixture('rocket')).avif({ effort: 1 }).toBuffer(),
    'rocket.gif': await sharp(readPictureFixture('rocket')).gif().toBuffer(),
    'rocket.tiff': await sharp(readPictureFixture('rocket')).tiff().toBuffer(),
    'grid.heic': await readFile(join(root, 'test/fixtures/pictures/grid.heic')),
    '24.bmp': await readFile(join(root, 'test/fixtures/pictures/24.bmp')),
  };
  return await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return { name, path, bytes };
    }),
  );
}

/** Creates an event with the picture's bytes as body, as `curl --data-binary` sends them. */
export function createPostEvent({ bytes }: Pick<Picture, 'bytes'>, query = ''): object {
  return createFunctionUrlEvent({ method: 'POST', path: '/classify', query, body: bytes });
}

/** Creates an event that sends the picture through the typed API. */
export function createTypedPictureEvent({ bytes }: Pick<Picture, 'bytes'>): object {
  return createTypedEvent({ base64: bytes.toString('base64') });
}

/** Creates an event that sends any picture input through the typed API. */
export function createTypedEvent(image: object): object {
  return createFunctionUrlEvent({
    method: 'POST',
    path: '/trpc/classify',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ image }),
  });
}
