import type { Sharp } from 'sharp';
import { localLimits } from './limits.ts';
import { sharp } from './sharp.ts';

/**
 * The first frame. `error` passes the slightly broken files that cameras write; cut-off ones fail
 * all the same.
 */
const common = { failOn: 'error', pages: 1 } as const;

/** A decoder for a picture whose size has been looked at. */
export function openPicture(data: Buffer): Sharp {
  return sharp(data, { ...common, limitInputPixels: localLimits.pixels.baselineJpeg });
}

/** For the header alone, whatever size it claims: a refusal names that size. */
export function openHeader(data: Buffer): Sharp {
  return sharp(data, { ...common, limitInputPixels: false, limitInputChannels: false });
}
