import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../support/fixtures.ts';

export interface Photograph {
  readonly name: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

/** Reads a picture of a size common on the web, and creates one of a phone's size. */
export async function createPhotographs(): Promise<Photograph[]> {
  const china = await readFile(join(root, 'models/samples/china.jpg'));
  const large = sharp(china).resize(4000, 3000, { fit: 'cover' }).jpeg({ quality: 90 });
  return [
    { name: '640 x 427', bytes: Buffer.from(china) },
    { name: '12 megapixels', bytes: Buffer.from(await large.toBuffer()) },
  ];
}
