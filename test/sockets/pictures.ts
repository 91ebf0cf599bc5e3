import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type PictureFormat, pictureFormats } from '../../functions/image/formats/sniff.ts';
import { encodableFormats, encode } from '../support/encoder.ts';
import { readPictureFixture, root } from '../support/fixtures.ts';

const fixtures = join(root, 'test/fixtures/pictures');

/** Makes a picture in each format that the service decodes. */
export async function makePictures(): Promise<ReadonlyMap<PictureFormat, Buffer>> {
  const small = await sharp(readPictureFixture('coffee')).resize(300, 200).toBuffer();
  const encoded = encodableFormats.map(
    async (format) => [format, await encode(sharp(small), format)] as const,
  );
  const pictures = new Map<PictureFormat, Buffer>([
    ...(await Promise.all(encoded)),
    ['heic', readFileSync(join(fixtures, 'still.heic'))],
    ['bmp', readFileSync(join(fixtures, '24.bmp'))],
  ]);
  const missing = pictureFormats.filter((format) => !pictures.has(format));
  if (missing.length > 0) throw new Error(`no picture for ${missing.join(', ')}`);
  return pictures;
}
