import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './folders.ts';

export interface Photograph {
  readonly name: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

/** A picture of the web's size, and one as phones take them. */
export async function photographs(): Promise<Photograph[]> {
  const china = await readFile(join(root, 'models/samples/china.jpg'));
  const large = sharp(china).resize(4000, 3000, { fit: 'cover' }).jpeg({ quality: 90 });
  return [
    { name: '640 x 427', bytes: Buffer.from(china) },
    { name: '12 megapixels', bytes: Buffer.from(await large.toBuffer()) },
  ];
}
