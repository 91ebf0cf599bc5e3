import type { Sharp } from 'sharp';
import { readBmpHeader } from '../formats/bmp/read-header.ts';
import { readBmpPixels } from '../formats/bmp/read-pixels.ts';
import type { Inspected } from '../inspect.ts';
import { openPicture } from '../open-picture.ts';
import { sharp } from '../sharp.ts';
import { stretchGreys } from './stretch-greys.ts';
import { convertSamples } from './tiff/convert-samples.ts';

/**
 * Opens the upright pixels of a picture.
 *
 * @throws Error if pixels that libvips does not decode are damaged; libvips reports damage later.
 */
export async function openPixels(picture: Inspected): Promise<Sharp> {
  const { data, format, width, height, profile } = picture;
  if (format === 'bmp') {
    const header = readBmpHeader(data);
    if (typeof header !== 'object') throw new Error('The header is damaged.');
    const { data: pixels, channels } = readBmpPixels(data, header);
    return sharp(pixels, { raw: { width, height, channels } });
  }
  const upright = openPicture(data, { ignoreProfile: profile !== 'applied' }).autoOrient();
  if (picture.samples) return await convertSamples(upright, picture.samples);
  if (!picture.isLimitedGrey) return upright;
  const { data: pixels, info } = await upright.raw().toBuffer({ resolveWithObject: true });
  stretchGreys(pixels, info.channels);
  return sharp(pixels, { raw: info });
}
