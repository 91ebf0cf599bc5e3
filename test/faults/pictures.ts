import sharp from 'sharp';
import { readPictureFixture } from '../support/fixtures.ts';

export const coffee = readPictureFixture('coffee');

/**
 * Makes a picture of coffee.jpg that is decoded in a process of its own, where it takes half a second:
 * a progressive JPEG of 24 megapixels, 1 MB.
 */
export async function createCostlyCoffee(): Promise<Buffer> {
  const picture = sharp(coffee).resize(6_000, 4_000, { fit: 'fill' });
  return await picture.jpeg({ progressive: true, quality: 80 }).toBuffer();
}
