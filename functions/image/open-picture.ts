import type { Sharp } from 'sharp';
import { localLimits } from './limits.ts';
import { sharp } from './sharp.ts';

/**
 * Opens the first frame. `failOn: 'error'` accepts the slightly broken files that some cameras write;
 * truncated files still fail.
 */
const commonOptions = { failOn: 'error', pages: 1 } as const;

export interface OpenOptions {
  /** Whether pixels keep the values in the file instead of being converted by its colour profile. */
  readonly ignoreProfile?: boolean;
}

/** Opens a picture for decoding, after its size and channels were checked. */
export function openPicture(data: Buffer, { ignoreProfile = false }: OpenOptions = {}): Sharp {
  const limitInputPixels = localLimits.pixels.baselineJpeg;
  return sharp(data, {
    ...commonOptions,
    limitInputPixels,
    limitInputChannels: false,
    ignoreIcc: ignoreProfile,
  });
}

/** Opens a picture to read its header, whatever size it claims: the refusal reports that size. */
export function openHeader(data: Buffer): Sharp {
  return sharp(data, { ...commonOptions, limitInputPixels: false, limitInputChannels: false });
}
