import type { Metadata } from 'sharp';
import { type DimensionRefusal, ImageError } from './image-error.ts';
import { countScans } from './jpeg-scans.ts';
import type { Limits } from './limits.ts';
import type { PictureFormat } from './sniff.ts';

export type PixelLimits = Pick<Limits, 'pixels' | 'aspectRatio'>;

/** A picture with what its header tells. */
export interface Undecoded {
  readonly format: PictureFormat;
  readonly data: Buffer;
  readonly metadata: Metadata;
}

/** Encoders write about ten; a hundred cost 0.4 s at 20 megapixels. */
const maxScans = 100;
/** Colours and one alpha, by sharp's colour space: no transparency is made of more channels. */
const maxChannels: Readonly<Record<string, number>> = { 'b-w': 2, grey16: 2, cmyk: 5 };
const maxChannelsOtherFormats = 4;

/**
 * Refuses a picture that would take too much memory or time to decode.
 *
 * @throws ImageError `DIMENSIONS_REFUSED`.
 */
export function refuseCostly({ format, data, metadata }: Undecoded, limits: PixelLimits): void {
  const { width, height, channels, space } = metadata;
  const size = `${width} x ${height} pixels`;
  const refuse = (reason: DimensionRefusal, limit: number, message: string): never => {
    throw new ImageError('DIMENSIONS_REFUSED', { width, height, reason, limit }, { message });
  };

  const scans = format === 'jpeg' ? countScans(data, maxScans) : 1;
  const pixels = pixelLimit(format, scans === 1 && !metadata.isProgressive, limits);
  if (width * height > pixels) {
    const taken = `the ${pixels / 1e6} megapixels that are taken here`;
    refuse('pixels', pixels, `${size} are more than ${taken}; shrink the picture.`);
  }
  const ratio = limits.aspectRatio;
  if (Math.max(width, height) > ratio * Math.min(width, height)) {
    refuse('aspect-ratio', ratio, `${size} are narrower than 1:${ratio}; crop the picture.`);
  }
  if (scans > maxScans) {
    refuse('scans', maxScans, `The JPEG has more than ${maxScans} scans; save it again.`);
  }
  const most = maxChannels[space] ?? maxChannelsOtherFormats;
  if (channels > most) {
    refuse('channels', most, `The picture has ${channels} channels; save it as RGB.`);
  }
}

/** A JPEG in one scan shrinks while it is loaded, others are decoded whole; AVIF costs most. */
function pixelLimit(format: PictureFormat, oneScan: boolean, { pixels }: PixelLimits): number {
  if (format === 'jpeg' && oneScan) return pixels.baselineJpeg;
  return format === 'avif' ? pixels.avif : pixels.other;
}
