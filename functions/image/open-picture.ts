import type { Sharp } from 'sharp';
import { localLimits } from './limits.ts';
import { sharp } from './sharp.ts';

/**
 * A decoder for the first frame. `error` passes the slightly broken files that cameras write;
 * cut-off ones fail all the same.
 */
export function openPicture(data: Buffer): Sharp {
  return sharp(data, {
    failOn: 'error',
    limitInputPixels: localLimits.pixels.baselineJpeg,
    pages: 1,
  });
}
